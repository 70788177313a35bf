/** Test and coverage reports, read from the formats that test tools write. */
@NullMarked
package io.powerx.publish.precheck.evidence;

import org.jspecify.annotations.NullMarked;
