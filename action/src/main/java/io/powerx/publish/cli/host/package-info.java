/** The process that a command runs in: its environment, terminal, home folder, secrets and signals. */
@NullMarked
package io.powerx.publish.cli.host;

import org.jspecify.annotations.NullMarked;
