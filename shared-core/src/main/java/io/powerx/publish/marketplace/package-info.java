/** The Marketplace's HTTP contract and the client that implements it. */
@NullMarked
package io.powerx.publish.marketplace;

import org.jspecify.annotations.NullMarked;
