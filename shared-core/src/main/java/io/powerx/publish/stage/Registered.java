package io.powerx.publish.stage;

import io.powerx.publish.marketplace.Publish;

/**
 * A registered release.
 *
 * @param publish the publish as the Marketplace last reported it
 */
public record Registered(SignedRelease release, Publish publish) implements Progress {
    Registered with(Publish newer) {
        return new Registered(release, newer);
    }
}
