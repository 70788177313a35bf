/** The command {@code px-plugin}: arguments in, one call of the core, an account on standard error and a result on standard output. */
@NullMarked
package io.powerx.publish.cli;

import org.jspecify.annotations.NullMarked;
