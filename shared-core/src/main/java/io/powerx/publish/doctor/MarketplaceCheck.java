package io.powerx.publish.doctor;

import io.powerx.publish.config.Setting;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RouteReport;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.plugin.PluginSnapshot;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The Marketplace: its address, the way to it, and what the token may do there. */
record MarketplaceCheck(DoctorInput input, @Nullable PluginSnapshot plugin) implements Examination {
    private static final String ENDPOINT = "endpoint";

    @Override
    public String id() {
        return "marketplace";
    }

    @Override
    public void run(Consumer<Diagnosis> results) throws InterruptedException {
        HttpSettings http = RouteChecks.settings(input, results);
        PublishOptions.Target target;
        try {
            target = input.mapper().target();
            results.accept(Diagnosis.pass(
                    ENDPOINT, target.apiUrl() + ", " + target.api().wireName() + input.origin(Setting.API_URL)));
        } catch (PublishException e) {
            results.accept(Diagnosis.fail(ENDPOINT, e));
            skip(results, "the endpoint is not usable");
            return;
        }
        if (http == null) {
            skip(results, "the settings of the connection are not usable");
            return;
        }
        reach(
                new AccessCheck(target, http, tokenOrigin(), input.redactor(), input.timing()),
                plugin == null ? null : new AccessCheck.Asked(plugin.id(), plugin.version(), true),
                results);
    }

    /** Checks the way to the Marketplace, then the token. */
    static void reach(AccessCheck access, AccessCheck.@Nullable Asked plugin, Consumer<Diagnosis> results)
            throws InterruptedException {
        RouteReport route = RouteChecks.route(access.http(), access.target().apiUrl(), results);
        if (route == null || route.failure() != null) {
            List.of("token", "permission", "clock")
                    .forEach(check -> results.accept(Diagnosis.skipped(check, "the Marketplace cannot be reached")));
            return;
        }
        access.run(plugin, results);
        results.accept(RouteChecks.clock(route, access.timing().clock().instant()));
    }

    private String tokenOrigin() {
        String configured = input.origin(Setting.TOKEN);
        String file = input.origin(Setting.TOKEN_FILE);
        String found = configured.isEmpty() ? file : configured;
        return found.isEmpty() ? " (in exchange for the identity of the CI job)" : found;
    }

    private static void skip(Consumer<Diagnosis> results, String reason) {
        List.of("dns", "connection", "tls", "reply", "token", "permission", "clock")
                .forEach(check -> results.accept(Diagnosis.skipped(check, reason)));
    }
}
