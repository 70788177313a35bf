package io.powerx.publish.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFilesTest {
    @TempDir
    Path folder;

    @Test
    void a_file_is_read_by_its_path_in_the_folder() throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/file"), "text");

        assertThat(new FolderFiles(folder).read("sub/file", 4))
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("text"));
    }

    @Test
    void a_missing_file_is_empty() {
        assertThat(new FolderFiles(folder).read("file", 4)).isEmpty();
        assertThat(new FolderFiles(folder.resolve("missing")).read("file", 4)).isEmpty();
    }

    @Test
    void a_directory_or_a_file_that_is_too_large_is_an_error() throws IOException {
        Files.writeString(folder.resolve("file"), "12345");
        Files.createDirectory(folder.resolve("sub"));

        assertUnreadable(() -> new FolderFiles(folder).read("file", 4), "it is larger than 4 bytes");
        assertUnreadable(() -> new FolderFiles(folder).read("sub", 4), "it is a directory");
    }

    @Test
    void a_missing_text_file_is_an_error() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "gr\u00fcn");

        assertThat(FolderFiles.text(file)).isEqualTo("gr\u00fcn");
        assertUnreadable(() -> FolderFiles.text(folder.resolve("missing")), "the file does not exist");
    }

    private static void assertUnreadable(ThrowingCallable reading, String found) {
        assertThatExceptionOfType(PublishException.class).isThrownBy(reading).satisfies(e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_UNREADABLE);
            assertThat(e.found()).isEqualTo(found);
        });
    }
}
