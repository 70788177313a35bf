/** Writes packages whose bytes are the same on every machine. */
@NullMarked
package io.powerx.publish.pack.deflate;

import org.jspecify.annotations.NullMarked;
