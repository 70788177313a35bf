/** The rules of the precheck. */
@NullMarked
package io.powerx.publish.precheck.rules;

import org.jspecify.annotations.NullMarked;
