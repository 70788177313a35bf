/** The package format: names, layout, integrity list. The subpackages select files, write packages and read them. */
@NullMarked
package io.powerx.publish.pack;

import org.jspecify.annotations.NullMarked;
