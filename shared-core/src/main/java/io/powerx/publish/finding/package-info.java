/** Findings of the precheck, from which reports, annotations and pages are made. */
@NullMarked
package io.powerx.publish.finding;

import org.jspecify.annotations.NullMarked;
