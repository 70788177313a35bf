/** Readers for the test and coverage reports that test tools write. */
@NullMarked
package io.powerx.publish.precheck.evidence;

import org.jspecify.annotations.NullMarked;
