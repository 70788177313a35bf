package io.powerx.publish.doctor;

import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.http.RouteProbe;
import io.powerx.publish.http.RouteReport;
import io.powerx.publish.telemetry.TelemetrySettings;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;

/** Where telemetry goes. A publish succeeds without it, so that nothing here fails. */
record TelemetryCheck(DoctorInput input) implements Examination {
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    @Override
    public String id() {
        return "telemetry";
    }

    @Override
    public void run(Consumer<Diagnosis> results) throws InterruptedException {
        results.accept(telemetry());
    }

    private Diagnosis telemetry() throws InterruptedException {
        if (!input.config().flag(Setting.TELEMETRY)) {
            return Diagnosis.pass(id(), "off" + input.origin(Setting.TELEMETRY));
        }
        TelemetrySettings settings;
        try {
            settings = input.mapper().telemetry();
        } catch (PublishException e) {
            return e.code() == ErrorCode.ENDPOINT_MISSING
                    ? Diagnosis.skipped(id(), "there is no endpoint")
                    : Diagnosis.warn(id(), e.found(), e.remedyTemplate());
        }
        URI endpoint = settings.endpoint();
        if (endpoint == null) {
            return Diagnosis.pass(id(), "the registry receives no telemetry");
        }
        Optional<URI> marketplace = input.config().url(Setting.API_URL);
        if (marketplace
                .filter(url -> Endpoints.host(url).equals(Endpoints.host(endpoint)))
                .isPresent()) {
            return Diagnosis.pass(id(), "on; events go to the Marketplace");
        }
        RouteReport route;
        try {
            route = RouteProbe.probe(input.mapper().http(), TelemetrySettings.route(endpoint), null, settings.token());
        } catch (PublishException e) {
            return Diagnosis.warn(id(), "failed to " + e.tried() + ": " + e.found(), e.remedyTemplate());
        }
        if (route.status() == UNAUTHORIZED || route.status() == FORBIDDEN) {
            return Diagnosis.warn(
                    id(),
                    "on, but " + route.host()
                            + (settings.token() == null ? " requires a token" : " does not accept the token")
                            + input.origin(Setting.TELEMETRY_ENDPOINT),
                    ErrorCode.TELEMETRY_UNAUTHORIZED.remedy());
        }
        RouteReport.Failure failure = route.failure();
        return failure == null
                ? Diagnosis.pass(id(), "on; " + route.host() + " replies" + input.origin(Setting.TELEMETRY_ENDPOINT))
                : Diagnosis.warn(
                        id(),
                        "on, but " + route.host() + " cannot be reached: " + failure.words()
                                + input.origin(Setting.TELEMETRY_ENDPOINT),
                        "Check {telemetry-endpoint}; until then, events wait on disk.");
    }
}
