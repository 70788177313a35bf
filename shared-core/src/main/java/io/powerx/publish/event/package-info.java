/** What a publish tells while it runs; front ends, telemetry and logs listen. */
@NullMarked
package io.powerx.publish.event;

import org.jspecify.annotations.NullMarked;
