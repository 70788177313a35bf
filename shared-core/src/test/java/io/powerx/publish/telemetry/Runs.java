package io.powerx.publish.telemetry;

import io.powerx.publish.config.Channel;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.receipt.Client;
import io.powerx.publish.secret.Redactor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs that only report telemetry. As a program, it is a process that shares a spool with others. */
final class Runs {
    static final Client CLIENT = new Client("px-publish", "1", "cli");

    /** Long enough for a busy machine. */
    static final Duration PATIENT = Duration.ofMinutes(1);

    private Runs() {}

    /**
     * Runs that succeed one after the other, or a run that waits until it is killed.
     *
     * @param arguments the spool, the endpoint, and the number of runs; "wait" to print a line and wait
     */
    public static void main(String[] arguments) throws Exception {
        Path spool = Path.of(arguments[0]);
        URI endpoint = URI.create(arguments[1]);
        if (arguments[2].equals("wait")) {
            RunTelemetry run = RunTelemetry.begin(spool, new Redactor(), Clock.systemUTC());
            run.update(facts("killed"));
            System.out.println("waiting");
            while (System.in.read() >= 0) {}
            run.close();
            return;
        }
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            succeed(spool, endpoint, Clock.systemUTC(), "1.0." + i);
        }
    }

    static void succeed(@Nullable Path spool, URI endpoint, Clock clock, String version) {
        succeed(spool, endpoint, clock, version, PATIENT);
    }

    static void succeed(@Nullable Path spool, URI endpoint, Clock clock, String version, Duration maxDelay) {
        try (RunTelemetry run = RunTelemetry.begin(spool, new Redactor(), clock, new EndDelay(maxDelay))) {
            connect(run, endpoint);
            run.update(facts(version));
            run.succeeded(facts(version), "queued");
        }
    }

    /** Runs that never learn where to send their events. */
    static void unsent(Path spool, Clock clock, int count) {
        IntStream.range(0, count).forEach(i -> {
            try (RunTelemetry run = RunTelemetry.begin(spool, new Redactor(), clock)) {
                run.succeeded(facts("1.0." + i), "queued");
            }
        });
    }

    static void connect(RunTelemetry run, @Nullable URI endpoint) {
        run.connect(new TelemetrySettings(endpoint, null), HttpSettings.DEFAULT, CLIENT, PublishListener.NONE);
    }

    static RunFacts facts(String version) {
        return new RunFacts(
                "com.powerx.note",
                version,
                Channel.STABLE,
                null,
                "pub_1",
                "ver_1",
                "https://m.example/versions/ver_1?signature=x#y",
                "upload",
                null,
                0.5,
                1,
                9L);
    }
}
