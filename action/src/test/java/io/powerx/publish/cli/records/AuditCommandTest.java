package io.powerx.publish.cli.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.audit.AuditVerification;
import io.powerx.publish.cli.Shell;
import io.powerx.publish.journal.JournalEntry;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
    @TempDir
    Path root;

    private Sandbox marketplace;
    private Shell shell;

    @BeforeEach
    void startMarketplace() throws IOException {
        marketplace = Sandbox.start(
                SandboxOptions.builder(root.resolve("marketplace")).build());
        shell = new Shell(root).publishingTo(marketplace).with("PX_TELEMETRY", "false");
        shell.examplePlugin("plugin");
    }

    @AfterEach
    void stopMarketplace() {
        marketplace.close();
    }

    private List<JournalEntry> entries(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .flatMap(file -> {
                        AuditVerification verified = AuditVerification.of(file);
                        assertThat(verified.intact()).isTrue();
                        return verified.entries().stream();
                    })
                    .toList();
        }
    }

    private Path folder() {
        return shell.home().resolve(".powerx-plugin/audit");
    }

    @Test
    void a_publish_records_who_published_what_where_with_which_credentials_and_the_result() throws IOException {
        shell.with("GITHUB_ACTIONS", "true")
                .with("GITHUB_ACTOR", "jo")
                .with("GITHUB_SERVER_URL", "https://github.example")
                .with("GITHUB_REPOSITORY", "powerx/note")
                .with("GITHUB_RUN_ID", "7");

        Shell.Outcome outcome = shell.run("publish", "--project", "plugin");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();

        List<JournalEntry> entries = entries(folder());
        assertThat(entries).extracting(JournalEntry::type).containsExactly("publish.started", "publish.succeeded");
        assertThat(entries.get(0).data())
                .containsEntry("user", System.getProperty("user.name"))
                .containsEntry("ci.actor", "jo")
                .containsEntry("ci.build", "https://github.example/powerx/note/actions/runs/7");
        assertThat(entries.get(1).data())
                .containsEntry("plugin", "com.powerx.plugins.note")
                .containsEntry("version", "0.2.0")
                .containsEntry("marketplace", marketplace.apiUri().toString())
                .containsEntry("status", "queued")
                .containsKeys("publishId", "versionId", "contentDigest", "requests")
                .hasEntrySatisfying(
                        "credential.token", text -> assertThat(text).matches("sha256:[0-9a-f]{16}, from .+"))
                .hasEntrySatisfying("credential.signing-certificate", text -> assertThat(text)
                        .matches("sha256:[0-9a-f]{64}"));
    }

    @Test
    void no_secret_reaches_the_audit_log() throws IOException {
        String token = marketplace.publisherToken().reveal();
        shell.run("publish", "--project", "plugin");
        shell.run("withdraw", "--reason", "the token " + token + " leaked");

        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file)).doesNotContain(token).doesNotContain("PRIVATE KEY");
            }
        }
        assertThat(entries(folder()).get(2).data().get("option.reason")).contains("****");
    }

    @Test
    void a_rejected_publish_and_one_with_a_mistyped_option_are_recorded() throws IOException {
        shell.with("PX_MARKETPLACE_TOKEN", "an-unknown-token");
        shell.run("publish", "--project", "plugin");
        shell.run("publish", "--chanel", "beta");

        List<JournalEntry> entries = entries(folder());

        assertThat(entries)
                .extracting(JournalEntry::type)
                .containsExactly("publish.started", "publish.failed", "publish.started", "publish.failed");
        assertThat(entries.get(1).data())
                .containsEntry("errorCode", "unauthorized")
                .containsKey("requestId");
        assertThat(entries.get(3).data()).containsEntry("errorCode", "option_invalid");
    }

    @Test
    void a_withdrawal_and_a_skipped_precheck_are_recorded_with_their_reasons() throws IOException {
        shell.run("publish", "--project", "plugin", "--skip-precheck", "--skip-reason", "checked by hand");
        shell.run("withdraw", "--reason", "wrong migration");

        List<JournalEntry> entries = entries(folder());

        assertThat(entries.get(1).data())
                .containsEntry("precheck", "skipped")
                .containsEntry("precheck.skipReason", "checked by hand");
        assertThat(entries.get(3).type()).isEqualTo("withdraw.succeeded");
        assertThat(entries.get(3).data())
                .containsEntry("option.reason", "wrong migration")
                .containsEntry("status", "withdrawn")
                .containsEntry("publishId", entries.get(1).data().get("publishId"));
    }

    @Test
    void suppressed_rules_are_recorded_by_their_ids_and_so_are_other_relaxations() throws IOException {
        Path file = shell.folder().resolve("plugin/publish.yml");
        Files.writeString(file, Files.readString(file) + """
                precheck:
                  suppressions:
                    - rule: PX-T006
                      reason: the tests follow
                      expires: 2099-12-31
                """);
        Files.writeString(
                shell.folder().resolve("plugin/reports/lcov.info"),
                "SF:backend/main.go\nDA:1,0\nDA:2,1\nLF:2\nLH:1\nend_of_record\n");
        shell.with("PX_PLUGIN_PUBLISH_PRECHECK", "false").with("PX_OFFLINE", "true");

        Shell.Outcome outcome = shell.run("publish", "--project", "plugin");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(entries(folder()).get(1).data())
                .containsEntry("precheck.suppressed", "1")
                .containsEntry("precheck.suppressedRules", "PX-T006")
                .containsEntry("precheck.blocking", "false")
                .containsEntry("precheck.offline", "true");
    }

    @Test
    void a_sandbox_a_dry_run_and_commands_that_change_nothing_are_not_recorded() {
        shell.run("publish", "--project", "plugin", "--dry-run");
        shell.run("publish", "--project", "plugin", "--sandbox");
        shell.run("precheck", "--project", "plugin");

        assertThat(folder()).doesNotExist();
        shell.run("publish", "--project", "plugin");
        assertThat(folder()).isDirectory();
    }

    @Test
    void a_second_copy_is_written_to_the_folder_that_operations_collect() throws IOException {
        Path collected = root.resolve("collected");
        shell.with("PX_AUDIT_DIR", collected.toString());

        shell.run("publish", "--project", "plugin");

        assertThat(entries(collected))
                .extracting(JournalEntry::type)
                .containsExactly("publish.started", "publish.succeeded");
    }

    @Test
    void a_log_that_cannot_be_written_is_a_warning_and_the_publish_succeeds() throws IOException {
        Files.writeString(root.resolve("file"), "");
        shell.with("PX_AUDIT_DIR", root.resolve("file").toString());

        Shell.Outcome outcome = shell.run("publish", "--project", "plugin");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).containsOnlyOnce("missing in the audit log");
    }

    @Test
    void show_and_verify_read_the_log() throws IOException {
        shell.run("publish", "--project", "plugin");
        Path file;
        try (Stream<Path> files = Files.list(folder())) {
            file = files.filter(each -> each.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
        }

        assertThat(shell.run("audit", "show", "--since", "1d").out())
                .contains("publish.succeeded")
                .contains("plugin: com.powerx.plugins.note");
        assertThat(shell.run("audit", "show", "--since", "2999-01-01").out()).contains("There are no entries.");
        assertThat(shell.run("audit", "verify", file.toString()))
                .satisfies(good -> assertThat(good.exitCode()).isZero())
                .satisfies(good -> assertThat(good.out())
                        .contains("The file is unchanged: 2 entries, from number 1 to 2. Hash of the last one: ")
                        .contains(
                                AuditVerification.of(file).last().orElseThrow().hash()));

        Files.writeString(file, Files.readString(file).replace("0.2.0", "0.3.0"));

        Shell.Outcome changed = shell.run("audit", "verify", file.toString(), "--json");
        assertThat(changed.exitCode()).isEqualTo(7);
        assertThat(changed.out()).contains("\"line\" : 2");
        assertThat(shell.run("audit", "verify").exitCode()).isEqualTo(2);
        assertThat(shell.run("audit", "verify", "missing.jsonl").exitCode()).isEqualTo(2);
        assertThat(shell.run("audit", "destroy").exitCode()).isEqualTo(2);
    }
}
