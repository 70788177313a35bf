/** Validates requests and replies against the OpenAPI documents of docs/contracts. */
@NullMarked
package io.powerx.publish.contract;

import org.jspecify.annotations.NullMarked;
