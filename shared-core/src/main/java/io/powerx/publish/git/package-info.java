/** What the project's git repository says about it. */
@NullMarked
package io.powerx.publish.git;

import org.jspecify.annotations.NullMarked;
