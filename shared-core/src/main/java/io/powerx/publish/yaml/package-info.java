/** YAML with places: values together with the line and column they came from. */
@NullMarked
package io.powerx.publish.yaml;

import org.jspecify.annotations.NullMarked;
