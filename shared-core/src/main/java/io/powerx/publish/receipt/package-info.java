/** The record of a publish. */
@NullMarked
package io.powerx.publish.receipt;

import org.jspecify.annotations.NullMarked;
