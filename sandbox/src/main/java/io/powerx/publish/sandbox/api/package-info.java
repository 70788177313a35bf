/** The contract's operations. */
@NullMarked
package io.powerx.publish.sandbox.api;

import org.jspecify.annotations.NullMarked;
