package io.powerx.publish.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.secret.Secret;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigResolverTest {
    private static final String USER_FILE = ".powerx-plugin/config.json";
    private static final String OTHER_USER_FILE = ".px-plugin/config.json";

    /** Every source sets the profile, except those before {@code strongest}. */
    @ParameterizedTest
    @CsvSource({
        "EXPLICIT, rsa-pss, --signing-profile",
        "ENVIRONMENT, ecdsa-p256, PX_SIGNING_PROFILE",
        "PROJECT_FILE, ed25519-package, publish.yml:2:12",
        "USER_FILE, rsa-pkcs1, ~/.powerx-plugin/config.json:1:25",
        "GLOBAL, rsa-pss, global configuration",
        "DEFAULT, cms, default"
    })
    void the_source_with_the_highest_precedence_is_used(Layer strongest, String expected, String place) {
        Configs sources = Configs.given();
        if (strongest.compareTo(Layer.EXPLICIT) <= 0) {
            sources.flag(Setting.SIGNING_PROFILE, "rsa-pss");
        }
        if (strongest.compareTo(Layer.ENVIRONMENT) <= 0) {
            sources.variable("PX_SIGNING_PROFILE", "ecdsa-p256");
        }
        if (strongest.compareTo(Layer.PROJECT_FILE) <= 0) {
            sources.projectFile("publish.yml", "signer:\n  profile: ed25519-package\n");
        }
        if (strongest.compareTo(Layer.USER_FILE) <= 0) {
            sources.homeFile(USER_FILE, "{\"signing\": {\"profile\": \"rsa-pkcs1\"}}");
        }
        if (strongest.compareTo(Layer.GLOBAL) <= 0) {
            sources.global(Setting.SIGNING_PROFILE, "rsa-pss");
        }

        ResolvedConfig config = sources.resolve();

        assertThat(config.requiredText(Setting.SIGNING_PROFILE)).isEqualTo(expected);
        assertThat(config.origin(Setting.SIGNING_PROFILE))
                .contains(new Origin(strongest, strongest == Layer.PROJECT_FILE ? "publish.yml:2:12" : place));
    }

    @Test
    void variables_of_the_other_cli_are_used_if_the_main_variables_are_not_set() {
        ResolvedConfig fallback = Configs.given()
                .variable("PX_PUBLISH_API_BASE", "https://old.example")
                .variable("PX_PUBLISH_API_TOKEN", "old-token")
                .resolve();
        ResolvedConfig both = Configs.given()
                .variable("PX_PUBLISH_API_BASE", "https://old.example")
                .variable("PX_MARKETPLACE_API_URL", "https://new.example")
                .resolve();

        assertThat(fallback.url(Setting.API_URL)).contains(URI.create("https://old.example"));
        assertThat(fallback.secret(Setting.TOKEN)).contains(Secret.of("old-token"));
        assertThat(both.url(Setting.API_URL)).contains(URI.create("https://new.example"));
    }

    @Test
    void the_user_file_of_the_other_cli_is_read_second_and_its_other_keys_are_ignored() {
        String other = """
                {"global": {"debug": true, "workingDir": ["x"]},
                 "publishApi": {"baseUrl": "https://other.example", "apiKey": "other-key", "timeout": 30}}
                """;

        ResolvedConfig config = Configs.given()
                .homeFile(OTHER_USER_FILE, other)
                .homeFile(USER_FILE, "{\"marketplace\": {\"apiUrl\": \"https://main.example\"}}")
                .resolve();

        assertThat(config.url(Setting.API_URL)).contains(URI.create("https://main.example"));
        assertThat(config.secret(Setting.TOKEN)).contains(Secret.of("other-key"));
        assertThat(config.warnings()).isEmpty();
    }

    @Test
    void a_project_file_cannot_redirect_the_token() {
        ResolvedConfig config = Configs.given().projectFile("publish.yml", """
                        apiUrl: https://evil.example
                        api-url: https://evil.example
                        marketplace: { apiUrl: https://evil.example, token: abc-def }
                        signing: { endpoint: https://evil.example }
                        signer: { endpoint: https://evil.example }
                        """).resolve();

        assertThat(config.has(Setting.API_URL)).isFalse();
        assertThat(config.has(Setting.TOKEN)).isFalse();
        assertThat(config.has(Setting.SIGNING_ENDPOINT)).isFalse();
    }

    @Test
    void unknown_keys_of_the_user_file_cause_a_warning_with_the_key_that_was_probably_meant() {
        ResolvedConfig config = Configs.given().homeFile(USER_FILE, """
                        {"marketplace": {"tokn": "a", "apiUrl": "https://main.example"},
                         "sining": {"key": "k.pem"}, "http": "fast", "x~/y": 1}
                        """).resolve();

        assertThat(config.url(Setting.API_URL)).contains(URI.create("https://main.example"));
        assertThat(config.warnings())
                .containsExactly(
                        "the key \"marketplace.tokn\" (~/.powerx-plugin/config.json:1:26) is unknown and ignored;"
                                + " did you mean \"token\"?",
                        "the key \"sining\" (~/.powerx-plugin/config.json:2:2) is unknown and ignored;"
                                + " did you mean \"signing\"?",
                        "the key \"http\" (~/.powerx-plugin/config.json:2:38) must be a mapping of keys to values and is"
                                + " ignored",
                        "the key \"x~/y\" (~/.powerx-plugin/config.json:2:54) is unknown and ignored");
    }

    @Test
    void a_specified_project_file_replaces_publish_yml() {
        ResolvedConfig config = Configs.given()
                .projectFile("publish.yml", "channel: stable\n")
                .projectFile("ci/nightly.yml", "channel: beta\n")
                .specifiedProjectFile("ci/nightly.yml")
                .resolve();

        assertThat(config.requiredText(Setting.CHANNEL)).isEqualTo("beta");
    }

    @Test
    void a_specified_project_file_that_is_missing_is_an_error() {
        Configs sources = Configs.given().specifiedProjectFile("nightly.yml");

        assertThatThrownBy(sources::resolve).isInstanceOfSatisfying(PublishException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.CONFIG_UNREADABLE));
    }

    @Test
    void a_blank_value_is_ignored() {
        ResolvedConfig config = Configs.given()
                .flag(Setting.CHANNEL, " ")
                .variable("PX_CHANNEL", "")
                .projectFile("publish.yml", "channel: \"\"\n")
                .resolve();

        assertThat(config.origin(Setting.CHANNEL)).contains(Origin.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "PX_UPLOAD_CONCURRENCY, 0, must be between 1 and 16",
        "PX_UPLOAD_CONCURRENCY, four, must be a whole number",
        "PX_WAIT_TIMEOUT, 30, 'must have a unit, such as 30s or 30m'",
        "PX_WAIT_TIMEOUT, 30x, must be a duration such as 30m",
        "PX_WAIT_TIMEOUT, 0s, must be longer than zero",
        "PX_WAIT_TIMEOUT, 31d, must be at most 30 days",
        "PX_WAIT, yes, must be true or false",
        "PX_UPLOAD_LIMIT, fast, must be a rate such as 10MB/s",
        "PX_UPLOAD_HOSTS, 10.1, must list exact host names",
        "PX_COVERAGE_THRESHOLD, 101, must be at most 100 percent",
        "PX_SIGNING_PROFILE, cmss, 'must be cms, rsa-pkcs1, rsa-pss, ecdsa-p256 or ed25519-package'",
        "PX_MARKETPLACE_API, powerx, must be marketplace or core",
        "PX_LOG_FORMAT, xml, must be text or json",
        "PX_FAIL_ON, always, 'must be error, warning or never'",
        "PX_CI, maybe, must be on or off",
        "SOURCE_DATE_EPOCH, yesterday, must be a number of seconds since 1970"
    })
    void an_invalid_value_is_an_error_with_the_variable_the_value_and_the_allowed_values(
            String variable, String value, String problem) {
        Configs sources = Configs.given().variable(variable, value);

        assertThatThrownBy(sources::resolve)
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OPTION_INVALID))
                .hasMessageContaining(variable + " " + problem)
                .hasMessageContaining(", not \"" + value + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "PX_MARKETPLACE_API_URL, ftp://x, 'must be a URL that begins with https://, not a value of 7 characters'",
        "PX_PROXY, hunter, 'must be a proxy such as http://proxy.example:3128, not a value of 6 characters'",
        "PX_PROXY, correct horse battery, not a value of 21 characters that begins with \"co\"",
        "PX_CONNECT_TIMEOUT, pxs_0123456789abcdef, not a value of 20 characters that begins with \"px\"",
        "PX_CONNECT_TIMEOUT, 0123456789012345678901, not a value of 22 characters that begins with \"01\"",
        "PX_WAIT, pxs_01234567, 'must be true or false, not a value of 12 characters'",
        "PX_CHANNEL, aVeryLongWordThatMayBeASecret, not a value of 29 characters that begins with \"aV\""
    })
    void a_rejected_value_that_may_be_a_secret_is_described_but_not_shown(
            String variable, String value, String description) {
        Configs sources = Configs.given().variable(variable, value);

        assertThatThrownBy(sources::resolve)
                .hasMessageContaining(variable)
                .hasMessageContaining(description)
                .satisfies(e -> {
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).contains(description).doesNotContain(value);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"PX_MARKETPLACE_TOKEN", "PX_ID_TOKEN", "PX_SIGNING_TOKEN", "PX_TELEMETRY_TOKEN"})
    void a_token_that_is_too_short_to_be_masked_is_rejected(String variable) {
        assertThatThrownBy(() -> Configs.given().variable(variable, "1234567").resolve())
                .hasMessageContaining(variable + " must have at least 8 characters")
                .hasMessageNotContaining("1234567");

        assertThat(Configs.given().variable(variable, "12345678").resolve().secrets(null))
                .containsExactly(Secret.of("12345678"));
    }

    @Test
    void a_key_or_token_file_that_does_not_exist_counts_as_the_secret_itself(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("existing.pem"));
        Folders folders = new Folders(folder, folder, null);
        ResolvedConfig missing = Configs.given()
                .variable("PX_SIGNING_KEY", "canary-key")
                .variable("PX_MARKETPLACE_TOKEN_FILE", "canary-token")
                .resolve();
        ResolvedConfig existing =
                Configs.given().variable("PX_SIGNING_KEY", "existing.pem").resolve();

        assertThat(missing.secrets(folders)).containsExactly(Secret.of("canary-token"), Secret.of("canary-key"));
        assertThat(missing.lines(folders))
                .contains("signing-key = **** (PX_SIGNING_KEY)", "token-file = **** (PX_MARKETPLACE_TOKEN_FILE)");
        assertThat(existing.secrets(folders)).isEmpty();
        assertThat(existing.lines(folders)).contains("signing-key = existing.pem (PX_SIGNING_KEY)");
        assertThat(existing.existingFile(Setting.SIGNING_KEY, folders)).contains(file);
    }

    @ParameterizedTest
    @CsvSource({
        "PX_SIGNING_CERTIFICATE, correcthorsebatterystaple",
        "PX_SIGNING_CERTIFICATE, c2lnbmluZyBrZXkgb2YgdGhlIHBsdWdpbiBmb3IgdGhlIHJlbGVhc2Vz",
        "PX_SIGNING_CLIENT_CERTIFICATE, 3082025c02010002818100aa18aba43b50deef38598faf87d2ab634e4571c130a9bca7b878267414",
        "PX_NOTES, ghp_7Kd93mXq0ZtB5yLw2RvN8pHs6JcF1aGe4UiT",
        "PX_RECEIPT, https://user:canary-password@store.example/receipt.json",
        "PX_OUTPUT, dist/pxs_4f9Kq2Zr7Lm8Wd1x",
        "PX_TAG, b8kJq0vX2mZr",
        "PX_SKIP_REASON, see eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0",
        "NO_PROXY, Zk3Bq9Lx7Rw2Tn5Vd8",
    })
    void a_secret_in_a_setting_that_accepts_any_text_is_masked(String variable, String value, @TempDir Path folder) {
        Folders folders = new Folders(folder, folder, null);

        ResolvedConfig config = Configs.given().variable(variable, value).resolve();

        assertThat(config.secrets(folders)).contains(Secret.of(value));
        assertThat(config.lines(folders)).anyMatch(line -> line.endsWith(" = **** (" + variable + ")"));
    }

    @ParameterizedTest
    @CsvSource({
        "PX_SIGNING_CERTIFICATE, certificates/leaf.pem",
        "PX_NOTES, docs/release-notes-2026-11-30.md",
        "PX_NOTES, ReleaseNotesForVersion2.md",
        "PX_RECEIPT, receipts/3f2504e0-4f89-11d3-9a0c-0305e82c3301.json",
        "PX_OUTPUT, out/4a5b6c7d8e9f0a1b2c3d4e5f6a7b8c9d0e1f2a3b",
        "PX_TAG, note-plugin/v1.2.0-rc.1+20261130",
        "PX_RESUME, pub_01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "PX_COMMIT, 4a5b6c7d8e9f0a1b2c3d4e5f6a7b8c9d0e1f2a3b",
        "PX_COMMIT, 3a6f9c2d1e0b",
        "PX_COMMIT, 4a5b6c7d8e9f0a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9b0c1d2e3f4a5b",
        "PX_TAG, v1.2.0-14-g3a6f9c2d1e0b",
        "PX_SIGNING_KEY_ID, ed25519:Zk3Bq9Lx7Rw2Tn5Vd8Zk3Bq9Lx7Rw2Tn5",
        "PX_SKIP_REASON, hotfix for JIRA-1234 and INC0012345",
        "NO_PROXY, '10.0.0.0/8,.corp.example,build-agent-17.internal'"
    })
    void paths_words_and_ids_are_shown(String variable, String value, @TempDir Path folder) {
        Folders folders = new Folders(folder, folder, null);

        ResolvedConfig config = Configs.given().variable(variable, value).resolve();

        assertThat(config.secrets(folders)).isEmpty();
        assertThat(config.lines(folders)).anyMatch(line -> line.endsWith(" = " + value + " (" + variable + ")"));
    }

    @Test
    void a_random_name_of_an_existing_folder_is_shown(@TempDir Path folder) throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp.b8kJq0vX2mZr7Yw3"));
        Folders folders = new Folders(folder, folder, null);

        ResolvedConfig config = Configs.given()
                .variable("PX_OUTPUT", temporary.resolve("dist").toString())
                .resolve();

        assertThat(config.secrets(folders)).isEmpty();
    }

    @Test
    void a_certificate_is_not_a_secret_although_it_looks_random(@TempDir Path folder) {
        String pem = new HeldCertificate.Builder().build().certificatePem();
        String encoded = Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
        Folders folders = new Folders(folder, folder, null);

        ResolvedConfig config = Configs.given()
                .variable("PX_SIGNING_CERTIFICATE", pem)
                .variable("PX_CA_BUNDLE", encoded)
                .resolve();

        assertThat(config.secrets(folders)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://t.example, ENDPOINT_INSECURE, must begin with https://",
        "http://127.1:8077, ENDPOINT_INSECURE, must begin with https://",
        "https://user:password@t.example, OPTION_INVALID, must not have a user",
        "https://t.example?secret=password, OPTION_INVALID, a query",
        "https://t.example#password, OPTION_INVALID, a fragment"
    })
    void an_address_to_which_no_secret_may_be_sent_is_an_error_with_its_variable(
            String endpoint, ErrorCode code, String words) {
        Configs sources = Configs.given().variable("PX_TELEMETRY_ENDPOINT", endpoint);

        assertThatThrownBy(sources::resolve)
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining("PX_TELEMETRY_ENDPOINT")
                .hasMessageContaining(words)
                .hasMessageNotContaining("password@")
                .hasMessageNotContaining("#password");
        assertThat(sources.variable("PX_TELEMETRY_ENDPOINT", "http://[::1]:8077/")
                        .resolve()
                        .url(Setting.TELEMETRY_ENDPOINT))
                .isPresent();
    }

    @Test
    void a_telemetry_token_for_an_endpoint_of_the_repository_is_reported() {
        Configs sources = Configs.given()
                .projectFile("publish.yml", "telemetry:\n  endpoint: https://t.example\n")
                .variable("PX_TELEMETRY_TOKEN", "telemetry-token");

        assertThat(sources.resolve().warnings())
                .singleElement()
                .asString()
                .contains("publish.yml", "PX_TELEMETRY_ENDPOINT");
        assertThat(sources.variable("PX_TELEMETRY_ENDPOINT", "https://t.example")
                        .resolve()
                        .warnings())
                .isEmpty();
    }

    @Test
    void the_closest_match_is_suggested_for_a_misspelled_choice() {
        Configs sources = Configs.given().flag(Setting.SIGNING_PROFILE, "rsa-psss");

        assertThatThrownBy(sources::resolve)
                .hasMessageEndingWith("or ed25519-package, not \"rsa-psss\"; did you mean rsa-pss?");
    }

    @Test
    void choices_are_resolved_to_enum_constants() {
        ResolvedConfig config = Configs.given()
                .flag(Setting.CHANNEL, "beta")
                .variable("PX_SIGNING_PROFILE", "ed25519-package")
                .resolve();

        assertThat(config.choice(Setting.CHANNEL, Channel.class)).isEqualTo(Channel.BETA);
        assertThat(config.choice(Setting.SIGNING_PROFILE, SigningProfile.class))
                .isEqualTo(SigningProfile.ED25519_PACKAGE);
        assertThat(config.choice(Setting.API, ApiGeneration.class)).isEqualTo(ApiGeneration.MARKETPLACE);
        assertThat(config.choice(Setting.LOG_FORMAT, LogFormat.class)).isEqualTo(LogFormat.TEXT);
        assertThat(config.choice(Setting.FAIL_ON, FailOn.class)).isEqualTo(FailOn.ERROR);
        assertThat(config.explain(null))
                .contains(new ResolvedConfig.Explained(
                        Setting.CHANNEL, "beta", config.origin(Setting.CHANNEL).orElseThrow()));
    }

    @Test
    void an_invalid_value_in_a_file_is_reported_with_its_setting_and_location() {
        Configs sources = Configs.given().projectFile("publish.yml", "upload:\n  concurrency: 99\n");

        assertThatThrownBy(sources::resolve)
                .hasMessageContaining("upload-concurrency in publish.yml:2:")
                .hasMessageEndingWith("must be between 1 and 16, not \"99\"");
    }

    @ParameterizedTest
    @EnumSource(
            value = Setting.class,
            names = {"BUILD_DIR", "NOTES", "OUTPUT"})
    void a_path_that_the_file_system_does_not_support_is_an_invalid_value(Setting setting) {
        Configs sources = Configs.given().flag(setting, "a\0b");

        assertThatThrownBy(sources::resolve)
                .hasMessageContaining("--" + setting.id() + " must be a path that this system supports");
    }

    @Test
    void an_unknown_channel_has_its_own_code_and_a_location() {
        Configs sources = Configs.given().projectFile("publish.yml", "# notes\nchannel: nightly\n");

        assertThatThrownBy(sources::resolve).isInstanceOfSatisfying(PublishException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.CHANNEL_UNKNOWN);
            assertThat(e.location()).hasToString("Optional[publish.yml:2:10]");
        });
    }

    @Test
    void a_mapping_instead_of_a_value_is_an_error_with_a_location() {
        Configs sources = Configs.given().projectFile("publish.yml", "channel:\n  name: beta\n");

        assertThatThrownBy(sources::resolve).isInstanceOfSatisfying(PublishException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID);
            assertThat(e.location()).isPresent();
        });
    }

    @Test
    void a_malformed_user_file_is_an_error_with_line_and_column() {
        Configs sources = Configs.given().homeFile(USER_FILE, "{\n  \"marketplace\": oops\n}");

        assertThatThrownBy(sources::resolve).isInstanceOfSatisfying(PublishException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID);
            assertThat(e.location()).get().asString().startsWith("~/.powerx-plugin/config.json:2:");
        });
    }

    @Test
    void a_file_that_is_not_utf_8_is_an_error() {
        Sources sources = new Sources(
                java.util.Map.of(),
                Setting::id,
                java.util.Map.of(),
                (path, limit) -> path.equals("publish.yml")
                        ? Optional.of("channel: beta\n# b\u00e9ta".getBytes(StandardCharsets.ISO_8859_1))
                        : Optional.empty(),
                null,
                FileSource.NONE,
                java.util.Map.of());

        assertThatThrownBy(() -> ConfigResolver.resolve(sources))
                .hasMessageContaining("not UTF-8")
                .hasMessageContaining("publish.yml:2");
    }

    @ParameterizedTest
    @CsvSource({"PX_CHANEL, PX_CHANNEL", "PX_MARKETPLACE_TOKNE, PX_MARKETPLACE_TOKEN", "PX_SIGNNG_KEY, PX_SIGNING_KEY"})
    void a_misspelled_variable_causes_a_warning(String misspelled, String suggestion) {
        ResolvedConfig config = Configs.given().variable(misspelled, "x").resolve();

        assertThat(config.warnings())
                .singleElement()
                .asString()
                .contains(misspelled)
                .contains("did you mean " + suggestion + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PX_DEV_API_BASE", "PX_MTLS_CERT_PATH", "PX_PLUGIN_HUB_ENABLED", "PX_X", "PXCHANNEL"})
    void variables_of_other_tools_cause_no_warning(String variable) {
        assertThat(Configs.given().variable(variable, "x").resolve().warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, false", "true, false", "0, true", "false, true"})
    void do_not_track_disables_telemetry(String value, boolean telemetry) {
        ResolvedConfig config = Configs.given().variable("DO_NOT_TRACK", value).resolve();

        assertThat(config.flag(Setting.TELEMETRY)).isEqualTo(telemetry);
    }

    @ParameterizedTest
    @CsvSource({"90s, PT1M30S", "1h30m, PT1H30M", "500ms, PT0.5S", "2d, PT48H", "PT5M, PT5M"})
    void durations_have_units(String text, Duration expected) {
        ResolvedConfig config = Configs.given().flag(Setting.WAIT_TIMEOUT, text).resolve();

        assertThat(config.duration(Setting.WAIT_TIMEOUT)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"10MB/s, 10000000", "512KiB/s, 524288", "1.5MB, 1500000", "1GiB/s, 1073741824"})
    void rates_have_units(String text, long expected) {
        ResolvedConfig config = Configs.given().flag(Setting.UPLOAD_LIMIT, text).resolve();

        assertThat(config.number(Setting.UPLOAD_LIMIT)).contains(expected);
    }

    @Test
    void secrets_are_masked_and_listed_for_the_redactor() {
        String key = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA\n-----END PRIVATE KEY-----";
        ResolvedConfig config = Configs.given()
                .variable("PX_MARKETPLACE_TOKEN", "canary-token")
                .variable("PX_SIGNING_KEY", key)
                .variable("HTTPS_PROXY", "http://user:canary-proxy@proxy.example:3128")
                .resolve();

        assertThat(config.explain(null).toString()).doesNotContain("canary").doesNotContain("MC4CAQ");
        assertThat(config.secrets(null)).contains(Secret.of("canary-token"), Secret.of("canary-proxy"), Secret.of(key));
    }

    @Test
    void a_token_in_the_address_of_a_collector_is_masked() {
        ResolvedConfig config = Configs.given()
                .variable("OTEL_EXPORTER_OTLP_ENDPOINT", "https://canary-token@collector.example/otlp")
                .resolve();

        assertThat(config.lines(null)).anyMatch(line -> line.contains("****@collector.example/otlp"));
        assertThat(String.join("\n", config.lines(null))).doesNotContain("canary-token");
    }

    @Test
    void an_invalid_proxy_does_not_reveal_its_password() {
        Configs sources = Configs.given().variable("HTTPS_PROXY", "user:hunter2@pro xy");

        assertThatThrownBy(sources::resolve).hasMessageNotContaining("hunter2");
    }

    @Test
    void hosts_with_underscores_are_accepted() {
        ResolvedConfig config = Configs.given()
                .variable("PX_MARKETPLACE_API_URL", "https://market_place.corp:8443")
                .variable("PX_PROXY", "http://my_proxy:3128")
                .resolve();

        assertThat(config.url(Setting.API_URL)).contains(URI.create("https://market_place.corp:8443"));
        assertThat(config.text(Setting.PROXY)).contains("http://my_proxy:3128");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:hunter2hunter2@my_proxy:3128", "http://me:hunter2@hunter2@proxy.example:3128"})
    void the_password_of_a_proxy_is_a_secret_in_every_spelling(String proxy) {
        ResolvedConfig config = Configs.given().variable("HTTPS_PROXY", proxy).resolve();

        assertThat(config.lines(null).toString()).contains("proxy = http://").doesNotContain("hunter2");
        assertThat(config.secrets(null)).extracting(Secret::reveal).allMatch(secret -> secret.contains("hunter2"));
        assertThat(config.secrets(null)).hasSize(1);
    }

    @Test
    void a_proxy_without_a_scheme_is_accepted_as_in_curl() {
        ResolvedConfig config =
                Configs.given().variable("https_proxy", "proxy.example:3128").resolve();

        assertThat(config.text(Setting.PROXY)).contains("proxy.example:3128");
    }

    @Test
    void relative_paths_are_resolved_against_the_folder_of_their_source() {
        Folders folders = new Folders(Path.of("/cwd"), Path.of("/cwd/plugin"), Path.of("/home/me"));
        ResolvedConfig config = Configs.given()
                .flag(Setting.RECEIPT, "out/r.json")
                .projectFile("publish.yml", "notes: docs/notes.md\n")
                .homeFile(USER_FILE, "{\"signing\": {\"key\": \"keys/a.pem\", \"certificate\": \"~/b.pem\"}}")
                .resolve();

        assertThat(config.path(Setting.RECEIPT, folders)).contains(Path.of("/cwd/out/r.json"));
        assertThat(config.path(Setting.NOTES, folders)).contains(Path.of("/cwd/plugin/docs/notes.md"));
        assertThat(config.path(Setting.SIGNING_KEY, folders)).contains(Path.of("/home/me/keys/a.pem"));
        assertThat(config.path(Setting.SIGNING_CERTIFICATE, folders)).contains(Path.of("/home/me/b.pem"));
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void every_setting_has_a_valid_default_and_a_description(Setting setting) throws Exception {
        String byDefault = setting.defaultValue();

        if (byDefault != null) {
            assertThat(setting.parse(byDefault)).isNotNull();
        }
        assertThat(setting.description()).matches("[A-Z].*\\.");
        assertThat(setting.variables()).isNotEmpty();
        assertThat(Setting.ofId(setting.id())).contains(setting);
    }

    @Test
    void keys_of_the_earlier_command_in_the_same_file_cause_no_warning() {
        ResolvedConfig config = Configs.given().homeFile(USER_FILE, """
                        {"global": {"debug": false}, "devApi": {"baseUrl": "http://localhost:8077"}, "watch": {},
                         "publishApi": {"baseUrl": "https://main.example", "timeout": 30}, "audit": {"enabled": true},
                         "marketplace": {"apiURL": "https://main.example"}}
                        """).resolve();

        assertThat(config.warnings()).singleElement().asString().endsWith("did you mean \"apiUrl\"?");
    }
}
