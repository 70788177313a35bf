/** Received telemetry: each event is stored once, and counted for Prometheus. */
@NullMarked
package io.powerx.publish.sandbox.telemetry;

import org.jspecify.annotations.NullMarked;
