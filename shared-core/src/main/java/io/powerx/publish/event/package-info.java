/** Events of a publish, which front ends, telemetry and logs receive. */
@NullMarked
package io.powerx.publish.event;

import org.jspecify.annotations.NullMarked;
