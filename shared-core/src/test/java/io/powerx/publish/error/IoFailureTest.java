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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IoFailureTest {
    @TempDir
    Path folder;

    @Test
    void a_missing_file_is_described_with_and_without_its_path() {
        IOException failure = new NoSuchFileException("/a/b");

        assertThat(IoFailure.of(failure)).isEqualTo(IoFailure.NOT_FOUND);
        assertThat(IoFailure.text(failure)).isEqualTo("the folder /a does not exist");
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

    @ParameterizedTest
    @CsvSource({
        "No space left on device, DISK_FULL, there is no space left for /a, Free some disk space",
        "Disk quota exceeded, DISK_FULL, the disk quota is exhausted for /a, increase the quota",
        "Permission denied, STORAGE_FAILED, permission was denied for /a, Allow this user to access the path",
        "Read-only file system, STORAGE_FAILED, /a is on a read-only file system, Choose a path",
        "Too many open files, STORAGE_FAILED, too many files are open to open /a, Increase the limit of open files",
        "File name too long, STORAGE_FAILED, /a: file name too long, Check the reported path",
    })
    void a_remedy_matches_the_reason(String reason, ErrorCode code, String found, String remedy) {
        PublishException error = IoFailure.error(ErrorCode.STORAGE_FAILED, "write the journal", failure(reason));

        assertThat(error.code()).isEqualTo(code);
        assertThat(error.found()).isEqualTo(found);
        assertThat(error.remedy(Vocabulary.SHELL)).contains(remedy);
        assertThat(error.remedy(Vocabulary.SHELL).contains("disk space")).isEqualTo(code == ErrorCode.DISK_FULL);
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

    @Test
    void an_interrupt_is_no_fault_of_the_file() {
        assertThat(IoFailure.code(ErrorCode.MANIFEST_INVALID, new ClosedByInterruptException()))
                .isEqualTo(ErrorCode.INTERRUPTED);
        assertThat(IoFailure.code(ErrorCode.MANIFEST_INVALID, new IOException("Is a directory")))
                .isEqualTo(ErrorCode.MANIFEST_INVALID);
    }
}
