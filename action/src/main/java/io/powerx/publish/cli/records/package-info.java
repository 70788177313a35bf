/** Commands on what runs leave: audit, telemetry, collector. */
@NullMarked
package io.powerx.publish.cli.records;

import org.jspecify.annotations.NullMarked;
