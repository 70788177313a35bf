/** The checks that a plugin must pass before anything is sent. */
@NullMarked
package io.powerx.publish.precheck;

import org.jspecify.annotations.NullMarked;
