/** Readers for the sources of a plugin: plugin.yaml, its catalogs, the changelog and the git checkout. */
@NullMarked
package io.powerx.publish.plugin;

import org.jspecify.annotations.NullMarked;
