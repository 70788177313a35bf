/** Packages and their parts: entries, layout, names, digests. Subpackages select the files, write packages and read them. */
@NullMarked
package io.powerx.publish.pack;

import org.jspecify.annotations.NullMarked;
