package io.powerx.publish.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.cli.CommandRun;
import io.powerx.publish.cli.Shell;
import io.powerx.publish.cli.host.EnvironmentSecrets;
import io.powerx.publish.cli.host.Host;
import io.powerx.publish.cli.invocation.CommandFrontEnd;
import io.powerx.publish.cli.invocation.Results;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.ClientVersion;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import io.powerx.publish.secret.Redactor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command that a defect ends is reported to Sentry; all other failures are not. */
class CommandCrashTest {
    @TempDir
    private Path root;

    private SentryReceiver sentry;
    private Sandbox marketplace;
    private Shell shell;

    @BeforeEach
    void givenAMarketplaceAndSentry() throws IOException {
        sentry = new SentryReceiver();
        marketplace = Sandbox.start(
                SandboxOptions.builder(root.resolve("marketplace")).build());
        shell = new Shell(root).publishingTo(marketplace).with("SENTRY_DSN", sentry.dsn());
        shell.examplePlugin("plugin");
    }

    @AfterEach
    void stop() {
        marketplace.close();
        sentry.close();
    }

    private record Ended(int exitCode, String err) {}

    /** A publish with a defect: something throws as soon as the version is registered. */
    private Ended publishWithDefect(Supplier<Throwable> defect) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Host host = new Host(
                shell.environment(),
                shell.folder(),
                shell.home(),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                Clock.systemUTC(),
                null,
                "px-plugin",
                shell.reportLimit(),
                () -> StandardCharsets.UTF_8);
        Redactor redactor = new Redactor();
        EnvironmentSecrets.of(host).forEach(redactor::add);
        CommandFrontEnd frontEnd = new CommandFrontEnd(
                "cli",
                host,
                redactor,
                Vocabulary.SHELL,
                setting -> "--" + setting.id(),
                listener -> throwingAfter(listener, defect),
                Results.NONE);
        int exitCode = new CommandRun(frontEnd)
                .run("publish", Map.of(Setting.PROJECT, "plugin"), Map.of())
                .exitCode();
        return new Ended(exitCode, err.toString(StandardCharsets.UTF_8));
    }

    private static PublishListener throwingAfter(PublishListener listener, Supplier<Throwable> defect) {
        return event -> {
            listener.on(event);
            if (event instanceof PublishEvent.Registered) {
                throw CommandCrashTest.<RuntimeException>thrown(defect.get());
            }
        };
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T thrown(Throwable any) throws T {
        throw (T) any;
    }

    @Test
    void a_defect_is_reported_with_release_stage_error_code_and_request_id() {
        Ended ended = publishWithDefect(() -> new IllegalStateException("no part", new IOException("inner")));

        assertThat(ended.exitCode()).isEqualTo(ErrorCode.INTERNAL_ERROR.exitCode());
        assertThat(sentry.faults).isEmpty();
        assertThat(sentry.events).hasSize(1);
        JsonNode event = sentry.events.get(0);
        assertThat(event.path("level").asText()).isEqualTo("fatal");
        assertThat(event.path("release").asText()).isEqualTo("px-publish@" + ClientVersion.current());
        assertThat(event.at("/tags/error.code").asText()).isEqualTo("internal_error");
        assertThat(event.at("/tags/stage").asText()).isEqualTo("register");
        assertThat(event.at("/tags/command").asText()).isEqualTo("publish");
        assertThat(event.at("/tags/frontend").asText()).isEqualTo("cli");
        assertThat(event.at("/tags/request_id").asText()).matches("[0-9a-f-]{36}");
        assertThat(event.at("/exception/values"))
                .extracting(each ->
                        each.path("type").asText() + ": " + each.path("value").asText())
                .containsExactly("IOException: inner", "IllegalStateException: no part");
        assertThat(event.at("/exception/values/1/stacktrace/frames"))
                .extracting(frame -> frame.path("module").asText())
                .contains("io.powerx.publish.Publisher");
    }

    @Test
    void a_lack_of_memory_is_reported_as_well() {
        publishWithDefect(() -> new OutOfMemoryError("Java heap space"));

        assertThat(sentry.events).singleElement().satisfies(event -> assertThat(
                        event.at("/exception/values/0/type").asText())
                .isEqualTo("OutOfMemoryError"));
    }

    @Test
    void a_report_contains_no_secret_and_nothing_about_user_and_machine() {
        String token = marketplace.publisherToken().reveal();

        Ended ended = publishWithDefect(() -> new IllegalStateException(
                "refused " + token, new IllegalArgumentException("\nsent x?sig=a&token=" + token + " to y")));

        assertThat(sentry.bodies).singleElement().satisfies(body -> assertThat(body)
                .contains("refused ***")
                .doesNotContain(token)
                .doesNotContain(shell.folder().toString()));
        assertThat(sentry.events.get(0).has("server_name")).isFalse();
        assertThat(sentry.events.get(0).path("user")).isEmpty();
        assertThat(sentry.events.get(0).has("modules")).isFalse();
        assertThat(ended.err()).doesNotContain(SentryReceiver.KEY);
    }

    @ParameterizedTest
    @CsvSource({
        "publish --project plugin --channel nightly, 2",
        "publish --project nowhere, 2",
        "publish --project plugin --chanel beta, 2",
        "status --publish-id unknown, 2",
    })
    void a_failure_that_is_expected_is_not_reported(String line, int exitCode) {
        assertThat(shell.run(line.split(" ")).exitCode()).isEqualTo(exitCode);

        assertThat(sentry.bodies).isEmpty();
    }

    @Test
    void a_marketplace_that_rejects_the_token_is_not_reported() {
        shell.with("PX_MARKETPLACE_TOKEN", "an-unknown-token");

        assertThat(shell.run("publish", "--project", "plugin").exitCode()).isEqualTo(4);

        assertThat(sentry.bodies).isEmpty();
    }

    @Test
    void without_a_dsn_nothing_is_reported() {
        shell.with("SENTRY_DSN", "");

        assertThat(publishWithDefect(() -> new IllegalStateException("no part")).err())
                .contains("[internal_error]")
                .doesNotContain("report of this defect");
        assertThat(sentry.bodies).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://4f1c9b2e7a6d4b0f@sentry.example/42, SENTRY_DSN cannot be used: http://sentry.example is not https",
        "not-a-dsn-at-all, SENTRY_DSN is not the DSN of a Sentry project",
    })
    void a_dsn_that_cannot_be_used_is_a_warning(String dsn, String warning) {
        shell.with("SENTRY_DSN", dsn);

        assertThat(publishWithDefect(() -> new IllegalStateException("no part")).err())
                .contains("warning: The report of this defect was not sent: " + warning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | Sentry responded with status 429",
                "403 | Sentry responded with status 403: it requires a valid login; check SENTRY_DSN",
            })
    void a_server_that_refuses_is_a_warning(int status, String warning) {
        sentry.status = status;

        assertThat(publishWithDefect(() -> new IllegalStateException("no part")).err())
                .contains("warning: The report of this defect was not sent: " + warning);
    }

    @Test
    void a_server_that_never_replies_does_not_delay_the_command() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            shell.impatient()
                    .with("SENTRY_DSN", "http://" + SentryReceiver.KEY + "@127.0.0.1:" + silent.getLocalPort() + "/42");

            Ended ended = publishWithDefect(() -> new IllegalStateException("no part"));

            assertThat(ended.exitCode()).isEqualTo(ErrorCode.INTERNAL_ERROR.exitCode());
            assertThat(ended.err()).contains("warning: The report of this defect was not sent");
        }
    }
}
