/** Work on the files of a plugin, which may run on another machine. */
@NullMarked
package io.powerx.publish.workbench;

import org.jspecify.annotations.NullMarked;
