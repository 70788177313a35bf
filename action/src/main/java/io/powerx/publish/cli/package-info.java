/** The command {@code px-plugin}: parses arguments, calls the core, logs to standard error and prints the result to standard output. */
@NullMarked
package io.powerx.publish.cli;

import org.jspecify.annotations.NullMarked;
