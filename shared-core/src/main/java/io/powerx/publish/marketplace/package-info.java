/** The Marketplace's HTTP contract, spoken by adapters. */
@NullMarked
package io.powerx.publish.marketplace;

import org.jspecify.annotations.NullMarked;
