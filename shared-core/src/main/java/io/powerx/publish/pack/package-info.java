/** Packages: which files go in, their digests, and bytes that are the same on every machine. */
@NullMarked
package io.powerx.publish.pack;

import org.jspecify.annotations.NullMarked;
