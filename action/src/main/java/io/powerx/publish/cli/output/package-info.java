/** Everything that is printed, in the user's language: the console, the logs and the progress of an upload. */
@NullMarked
package io.powerx.publish.cli.output;

import org.jspecify.annotations.NullMarked;
