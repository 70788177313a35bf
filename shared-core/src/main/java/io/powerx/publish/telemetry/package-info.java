/** Publish events for operations: a whitelist by construction, spooled, never in the way. */
@NullMarked
package io.powerx.publish.telemetry;

import org.jspecify.annotations.NullMarked;
