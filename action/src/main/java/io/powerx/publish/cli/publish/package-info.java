/** The command that publishes, to one target or to several. */
@NullMarked
package io.powerx.publish.cli.publish;

import org.jspecify.annotations.NullMarked;
