/** Commands on a plugin and its packages: precheck, notes, pack, verify, diff. */
@NullMarked
package io.powerx.publish.cli.plugin;

import org.jspecify.annotations.NullMarked;
