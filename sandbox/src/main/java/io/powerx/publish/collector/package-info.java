/** A server that receives the telemetry of publishes and serves it to Prometheus, for companies whose Marketplace does not. */
@NullMarked
package io.powerx.publish.collector;

import org.jspecify.annotations.NullMarked;
