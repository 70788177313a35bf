/** Values of YAML, JSON and TypeScript literals together with their line and column. */
@NullMarked
package io.powerx.publish.yaml;

import org.jspecify.annotations.NullMarked;
