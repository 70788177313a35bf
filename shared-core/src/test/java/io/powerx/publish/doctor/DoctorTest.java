package io.powerx.publish.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.powerx.publish.config.ConfigResolver;
import io.powerx.publish.config.FileSource;
import io.powerx.publish.config.FolderFiles;
import io.powerx.publish.config.Folders;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.config.Sources;
import io.powerx.publish.doctor.Diagnosis.Status;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.Timing;
import io.powerx.publish.json.Json;
import io.powerx.publish.options.LocalEnvironment;
import io.powerx.publish.options.PublishFiles;
import io.powerx.publish.options.PublishOptionsMapper;
import io.powerx.publish.receipt.Client;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.sign.TestKeys;
import io.powerx.publish.testing.ContractServer;
import io.powerx.publish.testing.Fault;
import io.powerx.publish.testing.JsonSchemas;
import io.powerx.publish.testing.SampleProject;
import io.powerx.publish.workbench.LocalWorkbench;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorTest {
    private static final Client CLIENT = new Client("px-publish", "1.0.0", "cli");

    private final Redactor redactor = new Redactor();
    private final Map<Setting, String> flags = new EnumMap<>(Setting.class);
    private final Map<String, String> environment = new HashMap<>();
    private final ContractServer server = ContractServer.start();
    private Clock clock = Clock.systemUTC();
    private SampleProject project;

    @TempDir
    Path root;

    @BeforeEach
    void givenAPluginAndAMarketplace() throws Exception {
        project = new SampleProject(root.resolve("plugin"));
        Files.createDirectories(root.resolve("home"));
        flags.put(Setting.API_URL, server.url().toString());
        environment.put("PX_MARKETPLACE_TOKEN", ContractServer.TOKEN);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private DoctorReport examine() {
        return new Doctor(input(), Map.of()).examine();
    }

    private DoctorInput input() {
        Folders folders = new Folders(root, project.root(), root.resolve("home"));
        ResolvedConfig config = ConfigResolver.resolveWithProblems(new Sources(
                flags,
                setting -> "--" + setting.id(),
                environment,
                new FolderFiles(project.root()),
                null,
                FileSource.NONE,
                Map.of()));
        config.secrets(folders).forEach(redactor::add);
        return new DoctorInput(
                config,
                folders,
                new PublishOptionsMapper(
                        config,
                        new LocalEnvironment(
                                config, folders, redactor, environment, CLIENT, null, PublishListener.NONE)),
                PublishFiles.read(new FolderFiles(project.root()), null, config),
                () -> new LocalWorkbench(project.root(), root.resolve("dist")).inspect(),
                root.resolve("dist"),
                root.resolve("home/spool"),
                redactor,
                new Timing(clock, Timing.SYSTEM.sleeper(), Timing.SYSTEM.jitter()),
                CLIENT);
    }

    private static Diagnosis of(DoctorReport report, String check) {
        return report.checks().stream()
                .filter(each -> each.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    private TestKeys keys(String extension, int days) throws Exception {
        TestKeys keys = new TestKeys(Files.createDirectories(root.resolve("keys")));
        keys.newKey("signer", "EC", "ec_paramgen_curve:P-256");
        keys.issue("signer", "Signer", "intermediate", extension, days);
        Files.writeString(root.resolve("keys/chain.pem"), keys.text("signer.crt") + keys.text("intermediate.crt"));
        flags.put(Setting.SIGNING_KEY, "keys/signer.key");
        flags.put(Setting.SIGNING_CERTIFICATE, "keys/chain.pem");
        return keys;
    }

    @Test
    void a_machine_that_can_publish_passes_every_check_and_the_report_conforms_to_its_schema() throws Exception {
        keys("extendedKeyUsage=codeSigning", 900);

        DoctorReport report = examine();

        assertThat(report.checks()).noneMatch(check -> check.status() == Status.FAIL);
        assertThat(report.failure()).isEmpty();
        assertThat(List.of("token", "signing-key", "certificate", "reply", "clock"))
                .allSatisfy(check -> assertThat(of(report, check).status()).isEqualTo(Status.PASS));
        assertThat(of(report, "token").found()).contains("PX_MARKETPLACE_TOKEN");
        assertThat(of(report, "certificate").found()).contains("CN=Signer");
        String json = Json.writePretty(report.fields(Vocabulary.SHELL));
        assertThat(JsonSchemas.violations("doctor.schema.json", json)).isEmpty();
        assertThat(JsonSchemas.violations("doctor.schema.json", json.replace("\"pass\"", "\"good\"")))
                .isNotEmpty();
    }

    @Test
    void nothing_is_registered_and_nothing_is_written() throws Exception {
        List<Path> before;
        try (var files = Files.walk(root)) {
            before = files.toList();
        }

        examine();

        assertThat(server.seen("registerPublish")).isEmpty();
        assertThat(server.seen("listVersions")).isNotEmpty();
        try (var files = Files.walk(root)) {
            assertThat(files.toList()).isEqualTo(before);
        }
    }

    @Test
    void secrets_and_the_users_home_are_not_in_the_report() throws Exception {
        environment.put("PX_MARKETPLACE_TOKEN", "canary-wrong-token-7d1f");
        environment.put("PX_SIGNING_KEY", "canary-key-that-is-no-key-55aa55aa");
        environment.put("PX_PROXY", "http://user:canary-password-1@127.0.0.1:9");
        environment.put("PX_NO_PROXY", "127.0.0.1");
        flags.put(Setting.JOURNAL, root.resolve("home/journals").toString());

        DoctorReport report = examine();
        String json = Json.writePretty(report.fields(Vocabulary.SHELL));

        assertThat(of(report, "token").code()).isEqualTo(ErrorCode.UNAUTHORIZED);
        assertThat(of(report, "disk.journal").found()).contains("~/journals");
        assertThat(json).contains("PX_SIGNING_KEY", "PX_PROXY").doesNotContain("canary");
        assertThat(json).doesNotContain(root.resolve("home").toString());
    }

    @Test
    void the_code_of_the_first_failure_is_that_of_the_report() {
        flags.put(Setting.API_URL, "http://127.0.0.1:1");

        DoctorReport report = examine();

        assertThat(of(report, "connection").code()).isEqualTo(ErrorCode.NETWORK_UNREACHABLE);
        assertThat(of(report, "signing-key").code()).isEqualTo(ErrorCode.SIGNING_KEY_MISSING);
        assertThat(report.failure()).contains(ErrorCode.NETWORK_UNREACHABLE);
        assertThat(of(report, "token").status()).isEqualTo(Status.SKIPPED);
    }

    @Test
    void a_token_without_the_permission_is_accepted_but_not_enough() {
        server.fail("listVersions", Fault.problem(403, "{\"code\":\"missing_permission\",\"status\":403}"));

        DoctorReport report = examine();

        assertThat(of(report, "token").status()).isEqualTo(Status.PASS);
        assertThat(of(report, "permission").code()).isEqualTo(ErrorCode.MISSING_PERMISSION);
    }

    @Test
    void problems_of_publish_yml_are_reported_with_their_place() throws Exception {
        project.file("publish.yml", "chanel: beta\n");

        Diagnosis configuration = of(examine(), "configuration");

        assertThat(configuration.code()).isEqualTo(ErrorCode.CONFIG_INVALID);
        assertThat(configuration.found()).contains("publish.yml:1:1").contains("channel");
    }

    @Test
    void without_a_plugin_the_rest_is_still_checked() throws Exception {
        Files.delete(project.root().resolve("plugin.yaml"));

        DoctorReport report = examine();

        assertThat(of(report, "plugin").status()).isEqualTo(Status.WARN);
        assertThat(of(report, "reply").status()).isEqualTo(Status.PASS);
        assertThat(of(report, "token").status()).isEqualTo(Status.SKIPPED);
    }

    @ParameterizedTest
    @CsvSource({
        "extendedKeyUsage=serverAuth, 900, FAIL, code signing",
        "extendedKeyUsage=codeSigning, 5, WARN, expires in",
        "extendedKeyUsage=codeSigning, -1, FAIL, expired",
    })
    void the_certificate_is_checked(String extension, int days, Status status, String found) throws Exception {
        keys(extension, days);

        Diagnosis certificate = of(examine(), "certificate");

        assertThat(certificate.status()).isEqualTo(status);
        assertThat(certificate.found()).contains(found);
    }

    @Test
    void a_certificate_of_another_key_fails_although_the_key_passes() throws Exception {
        TestKeys keys = keys("extendedKeyUsage=codeSigning", 900);
        keys.newKey("other", "EC", "ec_paramgen_curve:P-256");
        flags.put(Setting.SIGNING_KEY, "keys/other.key");

        DoctorReport report = examine();

        assertThat(of(report, "signing-key").code()).isNull();
        assertThat(of(report, "certificate").code()).isEqualTo(ErrorCode.SIGNING_CERTIFICATE_INVALID);
        assertThat(of(report, "certificate").found()).contains("matches the signing key");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_key_that_everyone_can_read_is_a_warning() throws Exception {
        TestKeys keys = keys("extendedKeyUsage=codeSigning", 900);
        Files.setPosixFilePermissions(keys.path("signer.key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(of(examine(), "signing-key").status()).isEqualTo(Status.WARN);

        Files.setPosixFilePermissions(keys.path("signer.key"), PosixFilePermissions.fromString("rw-------"));
        assertThat(of(examine(), "signing-key").status()).isEqualTo(Status.PASS);
    }

    @Test
    void a_clock_that_is_off_by_more_than_minutes_is_a_warning() {
        clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-20));

        Diagnosis skewed = of(examine(), "clock");

        assertThat(skewed.status()).isEqualTo(Status.WARN);
        assertThat(skewed.found()).contains("20 min behind");
    }

    @Test
    void an_unreachable_telemetry_endpoint_does_not_fail() {
        flags.put(Setting.TELEMETRY_ENDPOINT, "https://telemetry.invalid");

        assertThat(of(examine(), "telemetry").status()).isEqualTo(Status.WARN);
    }

    @Test
    void a_telemetry_endpoint_that_requires_a_token_receives_the_one_that_a_publish_sends() throws Exception {
        try (TokenServer telemetry = new TokenServer("canary-telemetry-81d2")) {
            environment.put("PX_TELEMETRY_ENDPOINT", telemetry.url());
            environment.put("PX_TELEMETRY_TOKEN", "canary-telemetry-81d2");
            assertThat(of(examine(), "telemetry").status()).isEqualTo(Status.PASS);

            environment.put("PX_TELEMETRY_TOKEN", "canary-old-77aa");
            Diagnosis rejected = of(examine(), "telemetry");
            assertThat(rejected.status()).isEqualTo(Status.WARN);
            assertThat(rejected.found()).contains("localhost does not accept the token");

            environment.remove("PX_TELEMETRY_TOKEN");
            assertThat(of(examine(), "telemetry").found()).contains("localhost requires a token");
            assertThat(telemetry.received)
                    .containsExactly("Bearer canary-telemetry-81d2", "Bearer canary-old-77aa", "none");
        }
    }

    @Test
    void a_telemetry_endpoint_of_the_repository_receives_no_token() throws Exception {
        try (TokenServer telemetry = new TokenServer("canary-telemetry-81d2")) {
            Files.writeString(
                    project.root().resolve("publish.yml"), "telemetry: { endpoint: '" + telemetry.url() + "' }\n");
            environment.put("PX_TELEMETRY_TOKEN", "canary-telemetry-81d2");

            assertThat(of(examine(), "telemetry").found()).contains("localhost requires a token");
            assertThat(telemetry.received).containsExactly("none");
        }
    }

    /** Requires a bearer token, and has no page that can be read. */
    private static final class TokenServer implements AutoCloseable {
        final List<String> received = new CopyOnWriteArrayList<>();
        private final HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

        TokenServer(String token) throws IOException {
            server.createContext("/telemetry/plugin/publish", exchange -> {
                String authorization = exchange.getRequestHeaders().getFirst("Authorization");
                received.add(authorization == null ? "none" : authorization);
                exchange.sendResponseHeaders(("Bearer " + token).equals(authorization) ? 405 : 401, -1);
                exchange.close();
            });
            server.start();
        }

        String url() {
            return "http://localhost:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @Test
    void a_folder_that_cannot_be_written_fails() throws Exception {
        Files.writeString(root.resolve("dist"), "a file where the folder would be");

        Diagnosis disk = of(examine(), "disk.packages");

        assertThat(disk.code()).isEqualTo(ErrorCode.STORAGE_FAILED);
        assertThat(disk.found()).contains("dist");
    }

    @ParameterizedTest
    @CsvSource({"20_000_000, FAIL", "500_000_000, WARN", "5_000_000_000, PASS"})
    void little_space_is_a_warning_and_hardly_any_a_failure(String free, Status status) {
        assertThat(DiskCheck.space("disk.packages", root, Long.parseLong(free.replace("_", "")))
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "16, 500, UTF-8, FAIL",
        "17, 100, UTF-8, WARN",
        "17, 500, ANSI_X3.4-1968, WARN",
        "17, 500, UTF-8, PASS",
        "25, 500, UTF-8, PASS"
    })
    void java_is_checked(int release, long megabytes, String encoding, Status status) throws Exception {
        Consumer<Diagnosis> expected = found -> assertThat(found.status()).isEqualTo(status);

        new JavaCheck(release, "version", megabytes << 20, encoding).run(expected);
    }

    @Test
    void a_check_that_hangs_is_given_up_and_keeps_what_it_found() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Examination hanging = new Examination() {
            @Override
            public String id() {
                return "marketplace";
            }

            @Override
            public void run(Consumer<Diagnosis> results) {
                results.accept(Diagnosis.pass("endpoint", "found"));
                // As the system's resolver, it ignores interrupts.
                boolean waiting = true;
                while (waiting) {
                    try {
                        never.await();
                        waiting = false;
                    } catch (InterruptedException ignored) {
                        waiting = true;
                    }
                }
            }
        };

        List<Diagnosis> results = Doctor.run(List.of(hanging, new JavaCheck()), Duration.ofSeconds(5));
        never.countDown();

        assertThat(results).extracting(Diagnosis::check).containsExactly("endpoint", "marketplace", "java");
        assertThat(results.get(1).found()).isEqualTo("no result after 5 s");
        assertThat(results.get(1).status()).isEqualTo(Status.FAIL);
    }
}
