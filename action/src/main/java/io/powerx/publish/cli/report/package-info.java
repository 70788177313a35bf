/** Reports on a run, which begin before its configuration is read and end with it: audit log, telemetry, metrics, traces, crashes. */
@NullMarked
package io.powerx.publish.cli.report;

import org.jspecify.annotations.NullMarked;
