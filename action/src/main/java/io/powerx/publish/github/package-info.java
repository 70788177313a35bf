/** The GitHub action: inputs in, the same commands as px-plugin, and outputs, annotations and a job summary. */
@NullMarked
package io.powerx.publish.github;

import org.jspecify.annotations.NullMarked;
