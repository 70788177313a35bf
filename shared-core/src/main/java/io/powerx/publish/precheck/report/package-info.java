/** The formats of precheck reports. */
@NullMarked
package io.powerx.publish.precheck.report;

import org.jspecify.annotations.NullMarked;
