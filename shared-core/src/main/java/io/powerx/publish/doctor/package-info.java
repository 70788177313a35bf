/** Checks whether a machine is ready to publish. */
@NullMarked
package io.powerx.publish.doctor;

import org.jspecify.annotations.NullMarked;
