/** The stages of a publish, one class each. */
@NullMarked
package io.powerx.publish.stage;

import org.jspecify.annotations.NullMarked;
