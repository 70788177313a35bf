/** The GitHub action: runs the commands of px-plugin with inputs, and reports through outputs, annotations and a job summary. */
@NullMarked
package io.powerx.publish.github;

import org.jspecify.annotations.NullMarked;
