package io.powerx.publish.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.powerx.publish.testing.ExternalTool;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SmallFileTest {
    @TempDir
    Path folder;

    @Test
    void a_file_of_the_maximum_size_is_read() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "12345");

        assertThat(SmallFile.read(file, 5)).asString().isEqualTo("12345");
    }

    @Test
    void an_empty_file_is_read() throws IOException {
        assertThat(SmallFile.read(Files.createFile(folder.resolve("file")), 0)).isEmpty();
    }

    @Test
    void a_file_that_is_one_byte_too_large_is_an_error() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "123456");

        assertFails(file, "it is larger than 5 bytes");
    }

    @Test
    void a_link_to_a_file_is_followed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertThat(SmallFile.read(link, 5)).asString().isEqualTo("text");
    }

    @Test
    void a_missing_file_is_an_error() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> SmallFile.read(folder.resolve("missing"), 5));
    }

    @Test
    void a_directory_is_an_error() {
        assertFails(folder, "Is a directory");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_named_pipe_is_an_error_without_blocking() {
        Path pipe = folder.resolve("pipe");
        ExternalTool.run(folder, "mkfifo", pipe.toString()).succeeded();

        assertFails(pipe, "it is not a regular file, but a pipe or a device");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_device_is_an_error() {
        assertFails(Path.of("/dev/zero"), "it is not a regular file, but a pipe or a device");
    }

    private static void assertFails(Path file, String reason) {
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> SmallFile.read(file, 5))
                .satisfies(e -> assertThat(e.getReason()).isEqualTo(reason));
    }
}
