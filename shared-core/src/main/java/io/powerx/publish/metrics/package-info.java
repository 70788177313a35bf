/** The figures of a publish for monitoring systems. */
@NullMarked
package io.powerx.publish.metrics;

import org.jspecify.annotations.NullMarked;
