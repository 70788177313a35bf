/** Telemetry events about publishes, which are spooled and never delay or fail a publish. */
@NullMarked
package io.powerx.publish.telemetry;

import org.jspecify.annotations.NullMarked;
