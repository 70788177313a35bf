/** The record of security-relevant actions. */
@NullMarked
package io.powerx.publish.audit;

import org.jspecify.annotations.NullMarked;
