package io.powerx.publish.cli.marketplace;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.cli.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with the embedded registry of PowerX core. */
class CoreSandboxTest {
    private Shell shell;
    private Path plugin;

    @BeforeEach
    void givenAPlugin(@TempDir Path root) throws Exception {
        shell = new Shell(root).with("PX_MARKETPLACE_API", "core").with("PX_COMMIT", "0123456789abcdef");
        plugin = shell.examplePlugin("note");
    }

    private Shell.Outcome run(String command, String... more) {
        return shell.run(
                Stream.concat(Stream.of(command, "--sandbox"), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void publish_status_and_withdraw_work_as_with_a_marketplace() throws Exception {
        Shell.Outcome first = run("publish", "--project", "note");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).startsWith("Submitted ").containsPattern("status +queued");
        assertThat(first.err()).contains("ed25519-package").doesNotContain("review page");

        Shell.Outcome second = run("publish", "--project", "note");
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.out()).startsWith("Already published: ");

        assertThat(run("status").out()).startsWith("com.powerx.plugins.note 0.2.0 on stable: queued");
        assertThat(run("wait", "--wait-timeout", "1s").exitCode()).isEqualTo(9);

        Shell.Outcome pause = run("pause-review", "--reason", "checking");
        assertThat(pause.exitCode()).isEqualTo(2);
        assertThat(pause.err()).contains("[not_offered]", "cannot pause reviews");

        Files.writeString(plugin.resolve("migrations/0002_note_status.sql"), "-- other\n");
        Shell.Outcome conflict = run("publish", "--project", "note");
        assertThat(conflict.exitCode()).isEqualTo(5);
        assertThat(conflict.err()).contains("[version_conflict]", "content digest");

        Shell.Outcome withdrawn = run("withdraw", "--reason", "wrong migration");
        assertThat(withdrawn.out()).startsWith("com.powerx.plugins.note 0.2.0 on stable: withdrawn");
        assertThat(withdrawn.err()).contains("the number of com.powerx.plugins.note 0.2.0 can be used again");
        Shell.Outcome gone = run("status");
        assertThat(gone.exitCode()).isEqualTo(2);
        assertThat(gone.err()).contains("[publish_not_found]");
    }

    @Test
    void the_precheck_applies_the_registry_s_gates() {
        shell.environment().remove("PX_COMMIT");

        Shell.Outcome outcome = run("precheck", "--project", "note");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.out()).contains("PX-G001", "BUILD_METADATA_INVALID", "specify the commit with --commit.");
    }

    @Test
    void openssl_and_verify_accept_the_detached_signature() throws Exception {
        run("publish", "--project", "note");
        Path file = plugin.resolve("dist/com.powerx.plugins.note-0.2.0.pxp");
        Path signature = Path.of(file + ".sig");
        Path key = shell.home().resolve(".powerx-plugin/sandbox/trust/package-key.pem");
        Path publicKey = shell.folder().resolve("public-key.pem");
        Path raw = shell.folder().resolve("signature.bin");
        openssl("pkey", "-in", key.toString(), "-pubout", "-out", publicKey.toString());
        Files.write(
                raw,
                java.util.Base64.getDecoder().decode(Files.readString(signature).strip()));

        assertThat(openssl(
                        "pkeyutl",
                        "-verify",
                        "-pubin",
                        "-inkey",
                        publicKey.toString(),
                        "-rawin",
                        "-in",
                        file.toString(),
                        "-sigfile",
                        raw.toString()))
                .contains("Verified Successfully");
        String[] verify = {
            "verify", file.toString(), "--signature", signature.toString(), "--trust", publicKey.toString()
        };
        assertThat(shell.run(verify).exitCode()).isZero();

        byte[] changed = Files.readAllBytes(file);
        changed[changed.length - 1] ^= 1;
        Files.write(file, changed);
        assertThat(shell.run(verify).exitCode()).isEqualTo(7);
    }

    @Test
    void another_profile_is_refused_before_anything_is_done() {
        shell.with("PX_MARKETPLACE_API_URL", "http://127.0.0.1:1/api/v1").with("PX_SIGNING_PROFILE", "cms");

        Shell.Outcome outcome = shell.run("publish", "--project", "note");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("only signatures of the profile ed25519-package");
    }

    private static String openssl(String... arguments) throws Exception {
        Process process = new ProcessBuilder(Stream.concat(Stream.of("openssl"), Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(List.of(arguments) + output).isZero();
        return output;
    }
}
