/** The rules, one class each, named after what they check. */
@NullMarked
package io.powerx.publish.precheck.rules;

import org.jspecify.annotations.NullMarked;
