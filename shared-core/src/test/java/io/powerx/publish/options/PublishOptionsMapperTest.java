package io.powerx.publish.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.ConfigResolver;
import io.powerx.publish.config.FileSource;
import io.powerx.publish.config.FolderFiles;
import io.powerx.publish.config.Folders;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.config.Sources;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.HostList;
import io.powerx.publish.receipt.Client;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.tls.HeldCertificate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishOptionsMapperTest {
    private static final Client CLIENT = new Client("px-publish", "1.0.0", "cli");

    private final Redactor redactor = new Redactor();
    private final Map<Setting, String> flags = new EnumMap<>(Setting.class);
    private final Map<String, String> environment = new HashMap<>();
    private String userFile = "{}";

    @TempDir
    Path root;

    @BeforeEach
    void givenAMarketplace() {
        flags.put(Setting.API_URL, "https://m.example");
    }

    private PublishOptions map() {
        return mapper().map(PublishFile.defaults());
    }

    private PublishOptionsMapper mapper() {
        FileSource home = (path, limit) -> path.startsWith(".powerx-plugin")
                ? Optional.of(userFile.getBytes(StandardCharsets.UTF_8))
                : Optional.empty();
        ResolvedConfig config = ConfigResolver.resolve(new Sources(
                flags,
                setting -> "--" + setting.id(),
                environment,
                new FolderFiles(root.resolve("plugin")),
                null,
                home,
                Map.of()));
        Folders folders = new Folders(root, root.resolve("plugin"), root.resolve("home"));
        return new PublishOptionsMapper(
                config,
                new LocalEnvironment(config, folders, redactor, environment, CLIENT, null, PublishListener.NONE));
    }

    private static void assertCode(ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(PublishException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    @Test
    void a_url_alone_is_enough_and_the_other_options_have_the_documented_defaults() {
        PublishOptions options = map();

        assertThat(options.channel()).isEqualTo(Channel.STABLE);
        assertThat(options.notesFile()).isNull();
        assertThat(options.mode()).isEqualTo(new PublishOptions.Mode(false, null, null, true, false, null));
        assertThat(options.target().apiUrl()).isEqualTo(URI.create("https://m.example"));
        assertThat(options.target().api()).isEqualTo(ApiGeneration.MARKETPLACE);
        assertThat(options.signing().profile()).isEqualTo(SigningProfile.CMS);
        assertThat(options.http().connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.upload().concurrency()).isEqualTo(4);
        assertThat(options.telemetry().endpoint()).isEqualTo(URI.create("https://m.example"));
        assertThat(options.outputs().receipt()).isEqualTo(root.resolve("publish-receipt.json"));
        assertThat(options.outputs().journals()).isEqualTo(root.resolve("plugin/.px-plugin/publish"));
    }

    @Test
    void the_journal_is_in_the_configured_folder() {
        flags.put(Setting.JOURNAL, "journals");

        assertThat(map().outputs().journals()).isEqualTo(root.resolve("journals"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void the_journal_of_a_read_only_project_is_next_to_the_receipt() throws Exception {
        flags.put(Setting.RECEIPT, "out/receipt.json");
        Path project = Files.createDirectories(root.resolve("plugin"));
        Files.setPosixFilePermissions(project, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeFalse(Files.isWritable(project), "root may write everywhere");

            assertThat(map().outputs().journals()).isEqualTo(root.resolve("out/.px-plugin/publish"));
        } finally {
            Files.setPosixFilePermissions(project, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void settings_are_mapped_to_options() throws Exception {
        Files.createFile(root.resolve("key.pem"));
        HeldCertificate authority = new HeldCertificate.Builder().build();
        Path bundle = Files.writeString(root.resolve("ca.pem"), authority.certificatePem());
        flags.put(Setting.CHANNEL, "beta");
        flags.put(Setting.NOTES, "notes.md");
        flags.put(Setting.WAIT, "true");
        flags.put(Setting.WAIT_TIMEOUT, "2h");
        flags.put(Setting.SIGNING_KEY, "key.pem");
        flags.put(Setting.CA_BUNDLE, "ca.pem");
        environment.put("PX_UPLOAD_LIMIT", "1MB/s");
        environment.put("PX_UPLOAD_HOSTS", "store.corp, 10.1.0.0/16");
        environment.put("PX_DEADLINE", "1h");
        environment.put("SOURCE_DATE_EPOCH", "1700000000");
        environment.put("HTTPS_PROXY", "proxy.example:3128");
        environment.put("NO_PROXY", ".internal");
        environment.put("PX_SIGNING_PASSPHRASE", "pass phrase");

        PublishOptions options = map();

        assertThat(options.channel()).isEqualTo(Channel.BETA);
        assertThat(options.notesFile()).isEqualTo(root.resolve("notes.md").toString());
        assertThat(options.mode().waitTimeout()).isEqualTo(Duration.ofHours(2));
        assertThat(options.signing().key()).isEqualTo(root.resolve("key.pem").toString());
        assertThat(options.signing().passphrase()).isEqualTo(Secret.of("pass phrase"));
        assertThat(options.http().caBundlePem()).isEqualTo(Files.readString(bundle));
        assertThat(options.http().proxy()).isEqualTo("proxy.example:3128");
        assertThat(options.http().noProxy()).isEqualTo(".internal");
        assertThat(options.upload().bytesPerSecond()).isEqualTo(1_000_000);
        assertThat(options.upload().hosts()).isEqualTo(HostList.parse("store.corp 10.1.0.0/16"));
        assertThat(options.upload().deadline()).isEqualTo(Duration.ofHours(1));
        assertThat(options.sourceDateEpoch()).isEqualTo(1_700_000_000L);
    }

    @Test
    void the_feature_flags_of_the_ecosystem_are_obeyed() {
        environment.put("PX_PLUGIN_PUBLISH_PRECHECK", "false");
        assertThat(map().mode().precheckBlocks()).isFalse();

        environment.put("PX_PLUGIN_PUBLISH", "false");
        assertCode(this::map, ErrorCode.PUBLISH_DISABLED);
        assertThatThrownBy(this::map).hasMessageEndingWith("publishing is switched off by PX_PLUGIN_PUBLISH=false");
    }

    @Test
    void skipping_the_precheck_needs_a_reason() {
        flags.put(Setting.SKIP_PRECHECK, "true");
        assertCode(this::map, ErrorCode.SKIP_REASON_MISSING);

        flags.put(Setting.SKIP_REASON, "hot fix, see incident 12");
        assertThat(map().mode().skipReason()).isEqualTo("hot fix, see incident 12");
    }

    @Test
    void a_reason_alone_skips_nothing() {
        flags.put(Setting.SKIP_REASON, "left over");

        assertThat(map().mode().skipReason()).isNull();
    }

    @Test
    void a_missing_url_is_an_error() {
        flags.remove(Setting.API_URL);

        assertCode(this::map, ErrorCode.ENDPOINT_MISSING);
    }

    @Test
    void telemetry_can_be_off() {
        environment.put("DO_NOT_TRACK", "1");

        assertThat(map().telemetry().endpoint()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "http://telemetry.example, ENDPOINT_INSECURE",
        "https://user:password@telemetry.example, OPTION_INVALID",
        "https://telemetry.example?a=b, OPTION_INVALID"
    })
    void an_insecure_telemetry_endpoint_is_rejected(String endpoint, ErrorCode code) {
        environment.put("PX_TELEMETRY_ENDPOINT", endpoint);

        assertCode(this::map, code);
    }

    @Test
    void the_telemetry_token_is_not_sent_to_an_endpoint_that_only_the_repository_specifies() throws Exception {
        environment.put("PX_TELEMETRY_TOKEN", "telemetry-token");
        assertThat(map().telemetry().token()).isEqualTo(Secret.of("telemetry-token"));

        Files.createDirectories(root.resolve("plugin"));
        Files.writeString(root.resolve("plugin/publish.yml"), "telemetry:\n  endpoint: https://t.example\n");
        assertThat(map().telemetry().endpoint()).isEqualTo(URI.create("https://t.example"));
        assertThat(map().telemetry().token()).isNull();

        environment.put("PX_TELEMETRY_ENDPOINT", "https://t.example");
        assertThat(map().telemetry().token()).isEqualTo(Secret.of("telemetry-token"));
    }

    @Test
    void a_token_in_place_of_the_path_of_a_token_file_is_not_repeated() {
        flags.put(Setting.TOKEN_FILE, "pxs_canary_4711");
        PublishOptions options = map();

        assertThatThrownBy(() -> options.target().token().token("p"))
                .hasMessageContaining("--token-file specifies does not exist")
                .hasMessageNotContaining("canary");
    }

    @Test
    void a_token_of_a_file_that_is_too_short_to_be_masked_is_rejected() throws Exception {
        Files.writeString(root.resolve("token"), "1234567\n");
        flags.put(Setting.TOKEN_FILE, "token");

        assertCode(() -> map().target().token().token("p"), ErrorCode.OPTION_INVALID);
    }

    @Test
    void an_explicit_token_file_overrides_the_environment_and_is_redacted() throws Exception {
        Files.writeString(root.resolve("token"), "token-of-the-file\n");
        environment.put("PX_MARKETPLACE_TOKEN", "token-of-the-environment");
        assertThat(map().target().token().token("p")).isEqualTo(Secret.of("token-of-the-environment"));

        flags.put(Setting.TOKEN_FILE, "token");

        assertThat(map().target().token().token("p")).isEqualTo(Secret.of("token-of-the-file"));
        assertThat(redactor.redact("was token-of-the-file")).isEqualTo("was ****");
    }

    @Test
    void the_token_of_the_user_file_is_the_fallback() {
        userFile = "{\"publishApi\": {\"apiKey\": \"token-of-the-user\"}}";

        assertThat(map().target().token().token("p")).isEqualTo(Secret.of("token-of-the-user"));
    }

    @Test
    void a_missing_token_is_an_error_only_once_it_is_needed() {
        PublishOptions options = map();

        assertCode(() -> options.target().token().token("com.example.note"), ErrorCode.TOKEN_MISSING);
    }

    @Test
    void a_missing_or_empty_token_file_is_an_error() throws Exception {
        flags.put(Setting.TOKEN_FILE, "token");
        assertCode(() -> map().target().token().token("p"), ErrorCode.CONFIG_UNREADABLE);

        Files.createFile(root.resolve("token"));
        assertCode(() -> map().target().token().token("p"), ErrorCode.TOKEN_MISSING);
    }

    @Test
    void a_key_given_as_text_stays_text() {
        String pem = "-----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY-----";
        environment.put("PX_SIGNING_KEY", pem);

        assertThat(map().signing().key()).isEqualTo(pem);
    }

    @Test
    void a_publish_to_powerx_core_sends_telemetry_only_to_a_configured_endpoint() {
        flags.put(Setting.API, "core");
        assertThat(map().telemetry().endpoint()).isNull();
        assertThat(map().signing().profile()).isEqualTo(SigningProfile.ED25519_PACKAGE);

        flags.put(Setting.TELEMETRY_ENDPOINT, "https://t.example");
        assertThat(map().telemetry().endpoint()).isEqualTo(URI.create("https://t.example"));
    }

    @Test
    void the_build_is_described_by_the_ci_and_the_configured_commit() {
        environment.put("GITLAB_CI", "true");
        environment.put("CI_PROJECT_URL", "https://git.example/team/note");
        environment.put("PX_COMMIT", "0123456789abcdef0123456789abcdef01234567");

        assertThat(map().build()).isNotNull().satisfies(build -> {
            assertThat(build.commit()).isEqualTo("0123456789abcdef0123456789abcdef01234567");
            assertThat(build.repository()).isEqualTo("https://git.example/team/note");
        });
    }
}
