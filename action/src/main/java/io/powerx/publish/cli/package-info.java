/** The command {@code px-plugin}: parses arguments, runs a command, and turns every failure into an error with a code. */
@NullMarked
package io.powerx.publish.cli;

import org.jspecify.annotations.NullMarked;
