/** What every command is given: the resolved configuration, its project, its console, and the receivers of its results. */
@NullMarked
package io.powerx.publish.cli.invocation;

import org.jspecify.annotations.NullMarked;
