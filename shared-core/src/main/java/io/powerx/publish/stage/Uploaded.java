package io.powerx.publish.stage;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A release whose parts were sent.
 *
 * @param etags of the parts in their order, by the artifact's name; without artifacts of which nothing had to be sent
 */
public record Uploaded(Registered registered, Map<String, List<String>> etags) implements Progress {
    @Override
    public Optional<Progress> before() {
        return Optional.of(registered);
    }
}
