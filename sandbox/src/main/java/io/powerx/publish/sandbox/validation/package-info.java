/** Validates the bodies of requests against the contract. */
@NullMarked
package io.powerx.publish.sandbox.validation;

import org.jspecify.annotations.NullMarked;
