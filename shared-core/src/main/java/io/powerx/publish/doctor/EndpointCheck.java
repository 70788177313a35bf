package io.powerx.publish.doctor;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.Timing;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.secret.Redactor;
import java.util.List;
import java.util.function.Consumer;

/**
 * The checks of one Marketplace without a project, for front ends that configure Marketplaces: the way to it, its certificate, the token and
 * the clock.
 *
 * @param pluginId plugin to verify the token with, which need not exist
 * @param redactor for texts of the server
 */
public record EndpointCheck(
        PublishOptions.Target target, HttpSettings http, String pluginId, Redactor redactor, Timing timing)
        implements Examination {
    /** A Marketplace verifies the token before it looks for the version. */
    private static final String ANY_VERSION = "0.0.1";

    @Override
    public String id() {
        return "marketplace";
    }

    /**
     * Runs the checks.
     *
     * @return within 30 seconds, redacted; the remedies contain placeholders for a vocabulary
     * @throws PublishException {@link io.powerx.publish.error.ErrorCode#INTERRUPTED}
     */
    public List<Diagnosis> examine() {
        return Doctor.run(List.of(this), Doctor.MAX_DURATION).stream()
                .map(check -> check.withFound(redactor.redact(check.found())))
                .toList();
    }

    @Override
    public void run(Consumer<Diagnosis> results) throws InterruptedException {
        try {
            results.accept(RouteChecks.authorities(http, ""));
        } catch (PublishException e) {
            results.accept(Diagnosis.fail("ca-bundle", e));
            return;
        }
        MarketplaceCheck.reach(
                new AccessCheck(target, http, "", redactor, timing),
                new AccessCheck.Asked(pluginId, ANY_VERSION, false),
                results);
    }
}
