/** The plugin as its author wrote it: plugin.yaml, its catalogs, the changelog. */
@NullMarked
package io.powerx.publish.plugin;

import org.jspecify.annotations.NullMarked;
