/** What the project's git repository reveals about it. */
@NullMarked
package io.powerx.publish.git;

import org.jspecify.annotations.NullMarked;
