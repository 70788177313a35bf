package io.powerx.publish.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class IoFailureTest {
    @TempDir
    Path folder;

    @Test
    void a_missing_file_is_described_with_and_without_its_path() {
        IOException failure = new NoSuchFileException("/a/b");

        assertThat(IoFailure.of(failure)).isEqualTo(IoFailure.NOT_FOUND);
        assertThat(IoFailure.text(failure)).isEqualTo("/a/b does not exist");
        assertThat(IoFailure.reason(failure)).isEqualTo("the file does not exist");
    }

    @Test
    void every_reason_has_its_own_description() {
        assertThat(IoFailure.text(new AccessDeniedException("/a"))).isEqualTo("permission was denied for /a");
        assertThat(IoFailure.text(failure("Read-only file system"))).isEqualTo("/a is on a read-only file system");
        assertThat(IoFailure.text(failure("No space left on device"))).isEqualTo("there is no space left for /a");
        assertThat(IoFailure.reason(new IOException("Is a directory"))).isEqualTo("it is a directory");
        assertThat(IoFailure.reason(new EOFException())).isEqualTo("it is incomplete");
        assertThat(IoFailure.reason(new ClosedByInterruptException())).isEqualTo("it was interrupted");
    }

    @Test
    void an_unknown_reason_is_repeated_as_a_clause() {
        assertThat(IoFailure.of(failure("File name too long"))).isEqualTo(IoFailure.OTHER);
        assertThat(IoFailure.reason(failure("File name too long"))).isEqualTo("file name too long");
        assertThat(IoFailure.text(failure("File name too long"))).isEqualTo("/a: file name too long");
        assertThat(IoFailure.reason(new IOException("UTF-8 is expected"))).isEqualTo("UTF-8 is expected");
    }

    @Test
    void an_exception_without_a_message_is_described_without_its_class_name() {
        assertThat(IoFailure.text(new IOException())).isEqualTo("the reason is unknown");
        assertThat(IoFailure.text(new FileSystemException("/a"))).isEqualTo("/a: the reason is unknown");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_messages_of_this_operating_system_are_recognized() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(classify(() -> Files.readAllBytes(folder))).isEqualTo(IoFailure.IS_DIRECTORY);
        assertThat(classify(() -> Files.readAllBytes(file.resolve("below")))).isEqualTo(IoFailure.NOT_DIRECTORY);
        assertThat(classify(() -> new RandomAccessFile(folder.toFile(), "rw").close()))
                .isEqualTo(IoFailure.IS_DIRECTORY);
        assertThat(classify(() -> Files.write(Path.of("/dev/full"), new byte[1])))
                .isEqualTo(IoFailure.NO_SPACE);
        assertThat(classify(() -> Files.createFile(file))).isEqualTo(IoFailure.EXISTS);
        assertThat(classify(() -> Files.delete(folder))).isEqualTo(IoFailure.NOT_EMPTY);
    }

    @Test
    void a_message_that_consists_of_path_and_reason_is_split() {
        IOException failure = catchThrowableOfType(
                IOException.class,
                () -> new RandomAccessFile(folder.resolve("none").toFile(), "r").close());

        assertThat(IoFailure.text(failure)).isEqualTo(folder.resolve("none") + " does not exist");
        assertThat(IoFailure.reason(failure)).isEqualTo("the file does not exist");
    }

    @Test
    void only_the_remedy_for_a_full_disk_mentions_space() {
        assertThat(IoFailure.code(failure("No space left on device"), ErrorCode.STORAGE_FAILED))
                .isEqualTo(ErrorCode.DISK_FULL);
        assertThat(IoFailure.code(failure("Read-only file system"), ErrorCode.STORAGE_FAILED))
                .isEqualTo(ErrorCode.STORAGE_FAILED);
        assertThat(ErrorCode.DISK_FULL.remedy()).contains("space");
        assertThat(ErrorCode.STORAGE_FAILED.remedy()).doesNotContain("space").contains("permissions");
        assertThat(ErrorCode.PACKAGE_FAILED.remedy()).doesNotContain("space").contains("permissions");
    }

    private static IOException failure(String reason) {
        return new FileSystemException("/a", null, reason);
    }

    private static IoFailure classify(FileOperation operation) {
        return IoFailure.of(catchThrowableOfType(IOException.class, operation::run));
    }

    private interface FileOperation {
        void run() throws IOException;
    }
}
