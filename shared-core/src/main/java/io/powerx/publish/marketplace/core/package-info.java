/** PowerX core's release registry, adapted to the Marketplace interface. */
@NullMarked
package io.powerx.publish.marketplace.core;

import org.jspecify.annotations.NullMarked;
