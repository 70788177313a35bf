package io.jenkins.plugins.powerx.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hudson.FilePath;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspacePathsTest {
    @TempDir
    Path workspace;

    @Test
    void a_file_is_written_into_folders_that_do_not_exist_yet() throws Exception {
        FilePath file = WorkspacePaths.file(new FilePath(workspace.toFile()), "receipt", "out/receipt.json");

        WorkspacePaths.write(file, "收据", ErrorCode.RECEIPT_UNWRITABLE, "write the receipt out/receipt.json");

        assertThat(workspace.resolve("out/receipt.json")).hasContent("收据");
    }

    @Test
    void a_file_that_cannot_be_written_is_an_error_without_names_of_classes() throws Exception {
        Files.writeString(workspace.resolve("plugin.yaml"), "id: a");
        FilePath below = new FilePath(workspace.toFile()).child("plugin.yaml/receipt.json");

        assertThatExceptionOfType(PublishException.class)
                .isThrownBy(() -> WorkspacePaths.write(
                        below, "{}", ErrorCode.RECEIPT_UNWRITABLE, "write the receipt plugin.yaml/receipt.json"))
                .matches(failure -> failure.code() == ErrorCode.RECEIPT_UNWRITABLE)
                .satisfies(failure -> assertThat(failure.getMessage())
                        .startsWith("Tried to write the receipt plugin.yaml/receipt.json, but ")
                        .doesNotContain("Exception"));
    }
}
