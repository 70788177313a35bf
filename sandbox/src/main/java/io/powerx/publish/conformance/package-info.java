/** Checks a Marketplace against the contract, for developers of Marketplaces. */
@NullMarked
package io.powerx.publish.conformance;

import org.jspecify.annotations.NullMarked;
