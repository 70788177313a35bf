package io.powerx.publish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.powerx.publish.audit.AuditLog;
import io.powerx.publish.cli.host.Host;
import io.powerx.publish.cli.output.Console;
import io.powerx.publish.cli.output.JsonLog;
import io.powerx.publish.cli.output.TextLog;
import io.powerx.publish.cli.report.OtlpReceiver;
import io.powerx.publish.cli.report.SentryReceiver;
import io.powerx.publish.cli.text.ErrorReport;
import io.powerx.publish.crash.Crash;
import io.powerx.publish.crash.CrashReporter;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.DebugLog;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.event.RedactingListener;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.json.Json;
import io.powerx.publish.marketplace.TraceContext;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.metrics.MeasuredRun;
import io.powerx.publish.metrics.MetricsFile;
import io.powerx.publish.otel.OtelExport;
import io.powerx.publish.otel.OtelSettings;
import io.powerx.publish.otel.RunRecording;
import io.powerx.publish.precheck.CheckedPlugin;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.report.ReportForm;
import io.powerx.publish.precheck.rules.RuleCatalogue;
import io.powerx.publish.receipt.Client;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.receipt.ReceiptFile;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.telemetry.RunFacts;
import io.powerx.publish.telemetry.RunTelemetry;
import io.powerx.publish.telemetry.SpoolFlush;
import io.powerx.publish.telemetry.TelemetrySettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** More than 500 secrets, in every form, never reach anything that the command writes or sends. The text around each of them does. */
class PlantedSecretsTest {
    private static final Client CLIENT = new Client("px-publish", "1", "cli");
    private static final PlantedSecrets PLANTED = new PlantedSecrets();

    /** Long enough for a busy machine. */
    private static final Duration PATIENT = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    /** What the command writes or sends if foreign texts are passed to it. */
    enum Sink {
        STDERR {
            @Override
            String written(Path folder, Redactor redactor, List<String> texts) {
                return terminal(folder, redactor, (console, host) -> {
                    PublishListener log = new RedactingListener(redactor, new TextLog(console, host.clock()));
                    texts.forEach(text -> log.on(note(text)));
                });
            }
        },
        STDERR_WITHOUT_EVENTS {
            @Override
            String written(Path folder, Redactor redactor, List<String> texts) {
                return terminal(
                        folder,
                        redactor,
                        (console, host) -> texts.forEach(text -> console.note(PublishEvent.Note.Level.WARNING, text)));
            }
        },
        ERROR_AS_TEXT {
            @Override
            String written(Path folder, Redactor redactor, List<String> texts) {
                return terminal(
                        folder,
                        redactor,
                        (console, host) -> texts.forEach(text -> console.error(ErrorReport.text(
                                failure(text), Vocabulary.SHELL, null, false, link -> false, MessageCatalog.ENGLISH))));
            }
        },
        ERROR_AS_JSON {
            @Override
            String written(Path folder, Redactor redactor, List<String> texts) {
                return terminal(
                        folder,
                        redactor,
                        (console, host) -> texts.forEach(
                                text -> console.result(ErrorReport.json(failure(text), Vocabulary.SHELL, null))));
            }
        },
        JSON_LOG {
            @Override
            String written(Path folder, Redactor redactor, List<String> texts) {
                return terminal(folder, redactor, (console, host) -> {
                    JsonLog json = new JsonLog(host.clock(), console::raw);
                    PublishListener log = new RedactingListener(redactor, json);
                    texts.forEach(text -> log.on(note(text)));
                });
            }
        },
        DEBUG_LOG {
            @Override
            String written(Path folder, Redactor redactor, List<String> texts) throws IOException {
                DebugLog log = new DebugLog(Clock.systemUTC(), redactor);
                texts.forEach(text -> log.on(note(text)));
                return Files.readString(log.write(folder, failure(String.join(" ", texts))));
            }
        },
        RECEIPT {
            @Override
            String written(Path folder, Redactor redactor, List<String> texts) throws IOException {
                Receipt receipt = Json.mapper()
                        .readValue(
                                "{\"status\":\"failed\",\"channel\":\"beta\",\"artifacts\":[],\"certificateChain\":[],\"timings\":{}}",
                                Receipt.class);
                StringBuilder written = new StringBuilder();
                for (String text : texts) {
                    Path file = folder.resolve("receipt.json");
                    ReceiptFile.write(
                            file,
                            receipt.reviewed(null, new Receipt.Failure("code", "auth", text, text, null, text, null)),
                            redactor);
                    written.append(Files.readString(file));
                }
                return written.toString();
            }
        },
        TELEMETRY {
            @Override
            String written(Path folder, Redactor redactor, List<String> texts) throws Exception {
                runs(folder.resolve("spool"), redactor, texts);
                List<String> bodies = new ArrayList<>();
                HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.createContext("/", exchange -> {
                    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                    exchange.sendResponseHeaders(202, -1);
                    exchange.close();
                });
                server.start();
                try {
                    SpoolFlush.send(
                            folder.resolve("spool"),
                            new TelemetrySettings(
                                    URI.create("http://127.0.0.1:"
                                            + server.getAddress().getPort()),
                                    null),
                            HttpSettings.DEFAULT,
                            CLIENT,
                            Clock.systemUTC(),
                            problem -> {});
                } finally {
                    server.stop(0);
                }
                return String.join("\n", bodies);
            }
        },
        TELEMETRY_ON_DISK {
            @Override
            String written(Path folder, Redactor redactor, List<String> texts) throws Exception {
                runs(folder, redactor, texts);
                return contents(folder);
            }
        },
        METRICS_FILE {
            @Override
            String written(Path folder, Redactor redactor, List<String> texts) throws Exception {
                Path file = folder.resolve("px.prom");
                MetricsFile.write(
                        file, texts.stream().map(text -> run(redactor, text)).toList());
                return Files.readString(file);
            }
        },
        OTLP {
            @Override
            String written(Path folder, Redactor redactor, List<String> texts) throws Exception {
                try (OtlpReceiver collector = new OtlpReceiver()) {
                    TraceContext trace = TraceContext.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                            .orElseThrow();
                    RunRecording recording = new RunRecording(Clock.systemUTC(), trace, "");
                    PublishListener listener = new RedactingListener(redactor, recording);
                    texts.forEach(text -> listener.on(new PublishEvent.RequestAttempt(
                            "operation",
                            "POST",
                            "https://store.example/",
                            UUID.randomUUID().toString(),
                            1,
                            false,
                            0,
                            text,
                            Duration.ZERO,
                            Duration.ZERO)));
                    OtelSettings settings = OtelSettings.of(
                                    Map.of(
                                            "OTEL_EXPORTER_OTLP_ENDPOINT",
                                            collector.uri(),
                                            "OTEL_SERVICE_NAME",
                                            texts.get(0)),
                                    problem -> {})
                            .orElseThrow();
                    List<String> problems = new ArrayList<>();
                    try (OtelExport export = OtelExport.prepare(
                            settings,
                            CLIENT,
                            redactor,
                            recording.trace().traceId(),
                            PATIENT,
                            HttpSettings.DEFAULT,
                            problems::add)) {
                        export.send(
                                recording,
                                texts.stream().map(text -> run(redactor, text)).toList(),
                                "code");
                    }
                    assertThat(problems).isEmpty();
                    assertThat(collector.requests).hasSize(2);
                    return collector.spans() + "\n" + collector.metrics() + "\n" + collector.resource();
                }
            }
        },
        SENTRY {
            @Override
            String written(Path folder, Redactor redactor, List<String> texts) throws Exception {
                Throwable crash = null;
                for (String text : texts) {
                    crash = new IllegalStateException(text, crash);
                    crash.setStackTrace(new StackTraceElement[0]);
                }
                try (SentryReceiver sentry = new SentryReceiver()) {
                    List<String> problems = new ArrayList<>();
                    new CrashReporter(Secret.of(sentry.dsn()), HttpSettings.DEFAULT, redactor, PATIENT)
                            .send(
                                    new Crash(
                                            Objects.requireNonNull(crash),
                                            "px-publish@1",
                                            Map.of("stage", texts.get(0))),
                                    problems::add);
                    assertThat(problems).isEmpty();
                    return String.join("\n", sentry.bodies);
                }
            }
        },
        AUDIT_LOG {
            @Override
            String written(Path folder, Redactor redactor, List<String> texts) throws Exception {
                AuditLog log = new AuditLog(folder, Clock.systemUTC(), redactor);
                for (int i = 0; i < texts.size(); i += 20) {
                    Map<String, String> details = new HashMap<>();
                    texts.subList(i, Math.min(texts.size(), i + 20))
                            .forEach(text -> details.put("option." + details.size(), text));
                    log.append("publish.failed", details);
                }
                return contents(folder);
            }
        },
        REPORT_TEXT(ReportForm.TEXT),
        REPORT_JSON(ReportForm.JSON),
        SARIF(ReportForm.SARIF),
        JUNIT(ReportForm.JUNIT),
        REPORT_MARKDOWN(ReportForm.MARKDOWN);

        private final @Nullable ReportForm form;

        Sink() {
            this(null);
        }

        /** @param form null for a sink that is not a precheck report */
        Sink(@Nullable ReportForm form) {
            this.form = form;
        }

        /** Writes the texts and returns what was written; overridden by all sinks but reports. */
        String written(Path folder, Redactor redactor, List<String> texts) throws Exception {
            return report(Objects.requireNonNull(form), folder, redactor, texts);
        }

        private static PublishEvent note(String text) {
            return new PublishEvent.Note(PublishEvent.Note.Level.WARNING, text);
        }

        private static PublishException failure(String text) {
            return PublishException.of(ErrorCode.UNAUTHORIZED, "register the version", text);
        }

        private static String terminal(Path folder, Redactor redactor, BiConsumer<Console, Host> work) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
            Host host = new Host(Map.of(), folder, folder, stream, stream, false, Clock.systemUTC());
            work.accept(new Console(host, redactor), host);
            return bytes.toString(StandardCharsets.UTF_8);
        }

        private static String report(ReportForm form, Path folder, Redactor redactor, List<String> texts) {
            List<Finding> findings = texts.stream()
                    .map(text -> new Finding("PX-M001", Severity.ERROR, text, text, null))
                    .toList();
            PrecheckReport report = new PrecheckReport(
                    new CheckedPlugin("com.x", texts.get(0), "1.0.0"),
                    findings,
                    List.of(),
                    Map.of(),
                    Map.of(),
                    1,
                    1,
                    null,
                    null);
            return terminal(
                    folder,
                    redactor,
                    (console, host) -> console.result(
                            form.renderer(RuleCatalogue.all(), "").render(report)));
        }

        private static MeasuredRun run(Redactor redactor, String text) {
            RunTelemetry run = RunTelemetry.off(redactor, Clock.systemUTC());
            run.succeeded(new RunFacts(text, text, null, null, null, null, null, null, null, null, null, null), text);
            return new MeasuredRun(null, run.last().orElseThrow());
        }

        /** Runs whose events wait in a folder. */
        private static void runs(Path spool, Redactor redactor, List<String> texts) {
            for (int i = 0; i < texts.size(); i += 5) {
                String[] five = texts.subList(i, Math.min(texts.size(), i + 5)).toArray(new String[5]);
                try (RunTelemetry run = RunTelemetry.begin(spool, redactor, Clock.systemUTC())) {
                    run.succeeded(
                            new RunFacts(
                                    five[0],
                                    five[1],
                                    null,
                                    null,
                                    five[2],
                                    five[3],
                                    "https://m.example/" + five[0],
                                    null,
                                    null,
                                    null,
                                    null,
                                    null),
                            String.valueOf(five[4]));
                }
            }
        }

        private static String contents(Path folder) throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(Files::isRegularFile).map(Sink::content).collect(Collectors.joining("\n"));
            }
        }

        private static String content(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Sink.class)
    void a_sink_contains_the_texts_and_no_secret(Sink sink) throws Exception {
        Redactor redactor = new Redactor();
        PLANTED.register(redactor);

        String written = sink.written(folder, redactor, PLANTED.texts());

        assertThat(PLANTED.texts()).hasSizeGreaterThan(500);
        assertThat(PLANTED.missing(written)).isEmpty();
        assertThat(PLANTED.leaks(written)).isEmpty();
    }

    @Test
    void a_leak_is_found_in_every_form() {
        assertThat(PLANTED.texts())
                .allSatisfy(text -> assertThat(PLANTED.leaks(text)).as(text).isNotEmpty());
    }
}
