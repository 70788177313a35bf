package io.powerx.publish.cli.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.cli.Shell;
import io.powerx.publish.sandbox.Fault;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WithdrawCommandTest {
    private static final String NUMBER = "the number of com.powerx.plugins.note 0.2.0 ";

    private final AtomicBoolean storeIsDown = new AtomicBoolean();
    private Shell shell;
    private Sandbox sandbox;
    private Path plugin;

    @BeforeEach
    void givenAMarketplace(@TempDir Path root) throws Exception {
        shell = new Shell(root);
        plugin = shell.examplePlugin("plugin");
        sandbox = Sandbox.start(SandboxOptions.builder(root.resolve("marketplace"))
                .faults(call -> storeIsDown.get() && call.operation().equals("uploadPart")
                        ? new Fault.Status(400, "validation_failed", null)
                        : Fault.NONE)
                .build());
        shell.publishingTo(sandbox).with("PX_PROJECT", "plugin");
    }

    @AfterEach
    void stopMarketplace() {
        sandbox.close();
    }

    @Test
    void the_version_number_of_an_incomplete_upload_can_be_used_again() throws Exception {
        // given
        storeIsDown.set(true);
        assertThat(shell.run("publish").exitCode()).isNotZero();
        storeIsDown.set(false);

        // when
        Shell.Outcome asked = shell.answering("no\n").run("withdraw", "--reason", "rebuilt");
        Shell.Outcome withdrawn = shell.run("withdraw", "--reason", "rebuilt", "--yes");
        Files.writeString(plugin.resolve("web-admin/.output/public/notes.css"), "body { color: red }\n");
        Shell.Outcome published = shell.run("publish");

        // then
        assertThat(asked.err()).contains(NUMBER + "can be used again. Withdraw it?");
        assertThat(withdrawn.err()).contains(NUMBER + "can be used again.").doesNotContain("warning: ");
        assertThat(published.exitCode()).as(published.err()).isZero();
    }

    @Test
    void an_answer_may_be_short() {
        // given
        assertThat(shell.run("publish").exitCode()).isZero();

        // when
        Shell.Outcome refused = shell.answering("N\n").run("withdraw", "--reason", "wrong");
        Shell.Outcome confirmed = shell.answering("y\n").run("withdraw", "--reason", "wrong");

        // then
        assertThat(refused.out()).doesNotContain("withdrawn");
        assertThat(confirmed.exitCode()).as(confirmed.err()).isZero();
        assertThat(confirmed.out()).contains("on stable: withdrawn");
    }

    @Test
    void the_number_of_a_submitted_version_cannot_be_used_again_as_the_command_warns() throws Exception {
        // given
        assertThat(shell.run("publish").exitCode()).isZero();

        // when
        Shell.Outcome withdrawn = shell.run("withdraw", "--reason", "wrong", "--yes");
        Files.writeString(plugin.resolve("web-admin/.output/public/notes.css"), "body { color: red }\n");
        Shell.Outcome published = shell.run("publish");

        // then
        assertThat(withdrawn.err()).contains("warning: ", NUMBER + "cannot be used again.");
        assertThat(published.exitCode()).isEqualTo(5);
    }
}
