/** The differences between two packages. */
@NullMarked
package io.powerx.publish.diff;

import org.jspecify.annotations.NullMarked;
