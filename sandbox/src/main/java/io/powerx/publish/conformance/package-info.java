/** Holds a Marketplace against the contract, check by check, for those who write one. */
@NullMarked
package io.powerx.publish.conformance;

import org.jspecify.annotations.NullMarked;
