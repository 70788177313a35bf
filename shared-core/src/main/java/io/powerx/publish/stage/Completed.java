package io.powerx.publish.stage;

import java.util.Optional;

/** A release whose artifacts the Marketplace has checked. */
public record Completed(Registered registered) implements Progress {
    @Override
    public Optional<Progress> before() {
        return Optional.of(registered);
    }
}
