/** Everything that a publish is told, in one type; what the front ends make and the stages read. */
@NullMarked
package io.powerx.publish.options;

import org.jspecify.annotations.NullMarked;
