/** The options of a publish: front ends create them, stages read them. */
@NullMarked
package io.powerx.publish.options;

import org.jspecify.annotations.NullMarked;
