package io.powerx.publish.marketplace;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a registration would meet, according to the Marketplace (contract, preflight).
 *
 * @param permitted whether the token has plugin:publish on the plugin
 * @param newest the newest approved version of the channel; null if there is none
 * @param dependencies those of the request; a state that this client does not know is omitted
 * @param limitBytes the size of the largest package that is accepted; null if it is unknown
 * @param time of the Marketplace's clock; null if it is unknown
 */
public record PreflightReply(
        boolean permitted,
        State version,
        @Nullable String newest,
        List<DependencyState> dependencies,
        @Nullable Long limitBytes,
        @Nullable Instant time) {
    /** The state of the version number. */
    public enum State {
        FREE,
        SAME_CONTENT,
        /** The version exists with other content. */
        TAKEN,
        /** The version is not greater than the newest approved version of the channel. */
        LOWER
    }

    /**
     * The state of one dependency.
     *
     * @param known whether the Marketplace has the plugin
     * @param satisfied whether it has a version in the range
     * @param newest its newest version; null if it is unknown
     */
    public record DependencyState(
            String id,
            boolean known,
            boolean satisfied,
            @Nullable String newest) {}
}
