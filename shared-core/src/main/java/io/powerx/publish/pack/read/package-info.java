/** Reads packages strictly, in bounded time and memory. */
@NullMarked
package io.powerx.publish.pack.read;

import org.jspecify.annotations.NullMarked;
