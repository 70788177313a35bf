/** The rules that a plugin must pass before anything leaves the machine. */
@NullMarked
package io.powerx.publish.precheck;

import org.jspecify.annotations.NullMarked;
