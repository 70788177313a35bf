package io.powerx.publish.stage;

import io.powerx.publish.marketplace.Publish;
import java.util.Optional;

/**
 * A release that the Marketplace knows.
 *
 * @param publish its state at the Marketplace, as it was last reported
 */
public record Registered(SignedRelease release, Publish publish) implements Progress {
    @Override
    public Optional<Progress> before() {
        return Optional.of(release);
    }

    Registered with(Publish newer) {
        return new Registered(release, newer);
    }
}
