/** The work that touches the plugin's files, apart from the work that needs the token or the key. */
@NullMarked
package io.powerx.publish.workbench;

import org.jspecify.annotations.NullMarked;
