/** Traces and metrics of a publish, sent to an OpenTelemetry Collector when it has ended. */
@NullMarked
package io.powerx.publish.otel;

import org.jspecify.annotations.NullMarked;
