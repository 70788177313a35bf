/** Selects the project files that belong in a package. */
@NullMarked
package io.powerx.publish.pack.select;

import org.jspecify.annotations.NullMarked;
