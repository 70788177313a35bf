/** Selects the project files that belong into a package. */
@NullMarked
package io.powerx.publish.pack.select;

import org.jspecify.annotations.NullMarked;
