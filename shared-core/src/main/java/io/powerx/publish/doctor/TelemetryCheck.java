package io.powerx.publish.doctor;

import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.http.RouteProbe;
import io.powerx.publish.http.RouteReport;
import io.powerx.publish.telemetry.SpoolContent;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The telemetry and the events that wait on disk. A publish succeeds without it, so that nothing here fails. */
record TelemetryCheck(DoctorInput input) implements Examination {
    private static final String SPOOL = "spool";
    private static final int MANY = 100;

    @Override
    public String id() {
        return "telemetry";
    }

    @Override
    public void run(Consumer<Diagnosis> results) throws InterruptedException {
        results.accept(spool());
        results.accept(telemetry());
    }

    private Diagnosis spool() {
        Path folder = input.spool();
        if (folder == null) {
            return Diagnosis.warn(
                    SPOOL,
                    "there is no usable home folder, so events that cannot be sent at once are lost",
                    "Set HOME to the absolute path of a writable folder.");
        }
        Diagnosis disk = DiskCheck.folder(SPOOL, folder);
        if (disk.code() != null) {
            return Diagnosis.warn(SPOOL, disk.found(), "Allow this user to write there.");
        }
        SpoolContent content;
        try {
            content = SpoolContent.read(folder);
        } catch (PublishException e) {
            return Diagnosis.warn(
                    SPOOL, "failed to " + e.tried() + ": " + e.found(), "Allow this user to read the folder.");
        }
        int waiting = content.events().size();
        String found = waiting == 0 ? "no event is waiting" : Quantities.count(waiting, "event") + " waiting";
        if (content.dropped() > 0) {
            found += ", " + content.dropped() + " dropped";
        }
        return waiting > MANY || content.dropped() > 0
                ? Diagnosis.warn(SPOOL, found, "Check the telemetry endpoint, then run {command:telemetry} flush.")
                : Diagnosis.pass(SPOOL, found);
    }

    private Diagnosis telemetry() throws InterruptedException {
        if (!input.config().flag(Setting.TELEMETRY)) {
            return Diagnosis.pass(id(), "off" + input.origin(Setting.TELEMETRY));
        }
        URI endpoint;
        try {
            endpoint = input.mapper().telemetry().endpoint();
        } catch (PublishException e) {
            return e.code() == ErrorCode.ENDPOINT_MISSING
                    ? Diagnosis.skipped(id(), "there is no endpoint")
                    : Diagnosis.warn(id(), e.found(), e.remedyTemplate());
        }
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
            route = RouteProbe.probe(input.mapper().http(), endpoint);
        } catch (PublishException e) {
            return Diagnosis.warn(id(), "failed to " + e.tried() + ": " + e.found(), e.remedyTemplate());
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
