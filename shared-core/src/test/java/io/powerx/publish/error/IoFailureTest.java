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
        assertThat(IoFailure.text(failure)).isEqualTo("there is no /a/b");
        assertThat(IoFailure.reason(failure)).isEqualTo("there is no such file");
    }

    @Test
    void each_kind_has_its_own_words() {
        assertThat(IoFailure.text(new AccessDeniedException("/a"))).isEqualTo("no permission for /a");
        assertThat(IoFailure.text(refused("Read-only file system"))).isEqualTo("/a is on a read-only file system");
        assertThat(IoFailure.text(refused("No space left on device"))).isEqualTo("there is no space left for /a");
        assertThat(IoFailure.reason(new IOException("Is a directory"))).isEqualTo("it is a directory");
        assertThat(IoFailure.reason(new EOFException())).isEqualTo("it ends early");
        assertThat(IoFailure.reason(new ClosedByInterruptException())).isEqualTo("it was interrupted");
    }

    @Test
    void a_reason_that_is_not_known_here_is_passed_on_as_a_clause() {
        assertThat(IoFailure.of(refused("File name too long"))).isEqualTo(IoFailure.OTHER);
        assertThat(IoFailure.reason(refused("File name too long"))).isEqualTo("file name too long");
        assertThat(IoFailure.text(refused("File name too long"))).isEqualTo("/a: file name too long");
        assertThat(IoFailure.reason(new IOException("UTF-8 is expected"))).isEqualTo("UTF-8 is expected");
    }

    @Test
    void an_exception_without_a_message_is_not_described_by_its_class() {
        assertThat(IoFailure.text(new IOException())).isEqualTo("no reason is given");
        assertThat(IoFailure.text(new FileSystemException("/a"))).isEqualTo("/a: no reason is given");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_messages_of_this_system_are_known() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(failure(() -> Files.readAllBytes(folder))).isEqualTo(IoFailure.IS_DIRECTORY);
        assertThat(failure(() -> Files.readAllBytes(file.resolve("below")))).isEqualTo(IoFailure.NOT_DIRECTORY);
        assertThat(failure(() -> new RandomAccessFile(folder.toFile(), "rw").close()))
                .isEqualTo(IoFailure.IS_DIRECTORY);
        assertThat(failure(() -> Files.write(Path.of("/dev/full"), new byte[1])))
                .isEqualTo(IoFailure.NO_SPACE);
        assertThat(failure(() -> Files.createFile(file))).isEqualTo(IoFailure.EXISTS);
        assertThat(failure(() -> Files.delete(folder))).isEqualTo(IoFailure.NOT_EMPTY);
    }

    @Test
    void old_streams_put_the_reason_behind_the_path() {
        IOException failure = catchThrowableOfType(
                IOException.class,
                () -> new RandomAccessFile(folder.resolve("none").toFile(), "r").close());

        assertThat(IoFailure.text(failure)).isEqualTo("there is no " + folder.resolve("none"));
        assertThat(IoFailure.reason(failure)).isEqualTo("there is no such file");
    }

    @Test
    void only_a_full_disk_asks_for_space() {
        assertThat(IoFailure.code(refused("No space left on device"), ErrorCode.STORAGE_FAILED))
                .isEqualTo(ErrorCode.DISK_FULL);
        assertThat(IoFailure.code(refused("Read-only file system"), ErrorCode.STORAGE_FAILED))
                .isEqualTo(ErrorCode.STORAGE_FAILED);
        assertThat(ErrorCode.DISK_FULL.remedy()).contains("space");
        assertThat(ErrorCode.STORAGE_FAILED.remedy()).doesNotContain("space").contains("permissions");
        assertThat(ErrorCode.PACKAGE_FAILED.remedy()).doesNotContain("space").contains("permissions");
    }

    private static IOException refused(String reason) {
        return new FileSystemException("/a", null, reason);
    }

    private static IoFailure failure(Writing writing) {
        return IoFailure.of(catchThrowableOfType(IOException.class, writing::run));
    }

    private interface Writing {
        void run() throws IOException;
    }
}
