/** The ways to show a precheck's findings, all from the one model. */
@NullMarked
package io.powerx.publish.precheck.report;

import org.jspecify.annotations.NullMarked;
