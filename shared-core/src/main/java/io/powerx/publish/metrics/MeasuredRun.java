package io.powerx.publish.metrics;

import io.powerx.publish.telemetry.TelemetryEvent;
import org.jspecify.annotations.Nullable;

/**
 * A run that has ended.
 *
 * @param target the target in publish.yml that it published to; null if the project has none
 * @param last its last event, whose texts are redacted
 */
public record MeasuredRun(@Nullable String target, TelemetryEvent last) {}
