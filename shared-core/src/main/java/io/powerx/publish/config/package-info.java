/** Settings, their types and sources, and {@code publish.yml}. */
@NullMarked
package io.powerx.publish.config;

import org.jspecify.annotations.NullMarked;
