package io.powerx.publish.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.Sleeper;
import io.powerx.publish.http.Timing;
import io.powerx.publish.sandbox.Fault;
import io.powerx.publish.sandbox.FaultScript;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import io.powerx.publish.sign.SigningSettings;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConformanceTest {
    static final int PART = 64 << 10;

    @TempDir
    private Path folder;

    private ConformanceReport check(UnaryOperator<SandboxOptions.Builder> change) {
        try (Sandbox sandbox = Sandbox.start(
                change.apply(SandboxOptions.builder(folder).partSize(PART)).build())) {
            return Conformance.run(target(sandbox), result -> {});
        }
    }

    private static ConformanceTarget target(Sandbox sandbox) {
        return target(sandbox, sandbox.baseUri());
    }

    private static ConformanceTarget withTime(ConformanceTarget target, Duration longestExpiry, Timing timing) {
        return new ConformanceTarget(
                target.url(),
                target.token(),
                target.readerToken(),
                target.pluginPrefix(),
                target.signing(),
                target.http(),
                target.largeBytes(),
                longestExpiry,
                timing);
    }

    static ConformanceTarget target(Sandbox sandbox, URI url) {
        return new ConformanceTarget(
                url,
                sandbox.publisherToken(),
                sandbox.readerToken(),
                "com.example.conformance",
                SigningSettings.withKey(
                        SigningProfile.CMS,
                        sandbox.signingKey().toString(),
                        sandbox.signingCertificate().toString(),
                        null),
                HttpSettings.DEFAULT,
                3 * PART + 1,
                Duration.ofSeconds(30),
                Timing.SYSTEM);
    }

    static List<String> ids(ConformanceReport report, CheckResult.Outcome outcome) {
        return report.results().stream()
                .filter(result -> result.outcome() == outcome)
                .map(CheckResult::id)
                .toList();
    }

    @Test
    void the_sandbox_passes_every_check() throws Exception {
        // given a sandbox that offers trusted publishing, and checks that wait until its URLs expire
        Files.writeString(
                folder.resolve("trusted-publishers.json"),
                "{\"audience\":\"https://market.example\",\"issuers\":[],\"publishers\":[]}");

        LeapingTime time = new LeapingTime();

        // when
        ConformanceReport report;
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder(folder)
                .partSize(PART)
                .urlLifetime(Duration.ofHours(1))
                .clock(time)
                .build())) {
            report = Conformance.run(
                    withTime(target(sandbox), Duration.ofHours(2), new Timing(time, time, () -> 0.5)), result -> {});
        }

        // then
        assertThat(ids(report, CheckResult.Outcome.FAILED)).as(report.json()).isEmpty();
        assertThat(ids(report, CheckResult.Outcome.SKIPPED)).as(report.json()).isEmpty();
        assertThat(report.results()).extracting(CheckResult::id).isEqualTo(Conformance.ids());
    }

    static Stream<Arguments> defects() {
        return Stream.of(
                Arguments.of(
                        "telemetry", new Fault.Status(400, "validation_failed", null), "reportTelemetry", "telemetry"),
                Arguments.of(
                        "audience", new Fault.Status(500, "internal_error", null), "oidcAudience", "oidc-audience"),
                Arguments.of(
                        "review", new Fault.Status(404, "not_found", null), "getReview", "review-read review-pause"),
                Arguments.of(
                        "withdraw",
                        new Fault.Status(409, "state_refused", null),
                        "withdraw",
                        "version-unknown review-pause withdraw-repeatable"),
                Arguments.of(
                        "renewal",
                        new Fault.Status(500, "internal_error", null),
                        "renewUploads",
                        "publish-unknown renew-missing renew-changed renew-uploaded"),
                Arguments.of(
                        "versions",
                        Fault.dropBeforeReply(),
                        "listVersions",
                        "auth-missing auth-invalid plugin-unknown versions-listed"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("defects")
    void a_defect_fails_only_the_checks_that_cover_it(String name, Fault fault, String operation, String failing) {
        ConformanceReport report =
                check(options -> options.faults(call -> call.operation().equals(operation) ? fault : Fault.NONE));

        assertThat(ids(report, CheckResult.Outcome.FAILED))
                .as(report.json())
                .containsExactlyInAnyOrder(failing.split(" "));
        assertThat(report.passed()).isFalse();
        assertThat(report.results())
                .filteredOn(result -> result.outcome() == CheckResult.Outcome.FAILED)
                .allSatisfy(result -> {
                    assertThat(result.detail()).isNotBlank();
                    assertThat(result.requestIds()).isNotEmpty();
                });
    }

    @Test
    void a_request_that_a_busy_server_refused_is_sent_again() {
        FaultScript busy = call -> call.nth() == 1 ? Fault.rateLimited(Duration.ofSeconds(1)) : Fault.NONE;

        ConformanceReport report = check(options -> options.faults(busy));

        assertThat(ids(report, CheckResult.Outcome.FAILED)).as(report.json()).isEmpty();
        assertThat(ids(report, CheckResult.Outcome.PASSED))
                .contains("contract-register-publish", "contract-report-telemetry");
    }

    @Test
    void plugins_are_unsigned_without_a_key() {
        try (Sandbox sandbox =
                Sandbox.start(SandboxOptions.builder(folder).partSize(PART).build())) {
            ConformanceTarget signed = target(sandbox);
            ConformanceTarget unsigned = new ConformanceTarget(
                    signed.url(),
                    signed.token(),
                    null,
                    signed.pluginPrefix(),
                    null,
                    signed.http(),
                    signed.largeBytes(),
                    Duration.ZERO,
                    signed.timing());

            ConformanceReport report = Conformance.run(unsigned, result -> {});

            assertThat(ids(report, CheckResult.Outcome.FAILED))
                    .as(report.json())
                    .isEmpty();
            assertThat(ids(report, CheckResult.Outcome.SKIPPED)).contains("auth-permission", "part-expiry");
        }
    }

    @Test
    void a_report_has_two_formats_for_programs() throws Exception {
        List<CheckResult> results = new ArrayList<>();
        results.add(result("one", CheckResult.Outcome.PASSED, ""));
        results.add(result("two", CheckResult.Outcome.FAILED, "answered <500> & \u001b[31mred"));
        results.add(result("three", CheckResult.Outcome.SKIPPED, "not offered"));
        ConformanceReport report = new ConformanceReport(URI.create("https://market.example"), results);

        assertThat(report.json()).contains("\"conforms\" : false", "\"outcome\" : \"skipped\"");
        var suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(report.junit().getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(3);
        assertThat(suite.getElementsByTagName("failure").item(0).getTextContent())
                .contains("request-two");
    }

    /** This machine's time, moved forward by each sleep, which itself takes none. */
    private static final class LeapingTime extends Clock implements Sleeper {
        private Duration ahead = Duration.ZERO;

        @Override
        public synchronized void sleep(Duration duration) {
            ahead = ahead.plus(duration);
        }

        @Override
        public synchronized Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    private static CheckResult result(String id, CheckResult.Outcome outcome, String detail) {
        return new CheckResult(id, "It is so.", outcome, detail, List.of("request-" + id), Duration.ofMillis(5));
    }
}
