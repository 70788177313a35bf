/** Commands that prepare a repository and a machine: init, config, doctor. */
@NullMarked
package io.powerx.publish.cli.setup;

import org.jspecify.annotations.NullMarked;
