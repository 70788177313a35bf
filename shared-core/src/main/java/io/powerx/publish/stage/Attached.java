package io.powerx.publish.stage;

import io.powerx.publish.marketplace.Publish;

/**
 * A publish at the Marketplace.
 *
 * @param attached whether it had been registered before
 */
record Attached(Publish publish, boolean attached) {}
