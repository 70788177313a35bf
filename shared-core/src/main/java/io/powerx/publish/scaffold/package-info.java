/** The files that make the repository of a plugin ready to publish. */
@NullMarked
package io.powerx.publish.scaffold;

import org.jspecify.annotations.NullMarked;
