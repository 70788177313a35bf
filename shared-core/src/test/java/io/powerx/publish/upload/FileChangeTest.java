package io.powerx.publish.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.testing.Fault;
import io.powerx.publish.testing.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.RequestBody;
import okio.Buffer;
import org.junit.jupiter.api.Test;

/** Files that change after they were packed. */
class FileChangeTest extends UploadFixture {
    @Test
    void a_file_whose_size_changed_since_packing_is_an_error_and_nothing_is_sent() throws Exception {
        Files.write(Path.of(plugin.file()), new byte[10]);

        PublishException e = failedUpload();

        assertThat(e.code()).isEqualTo(ErrorCode.FILE_CHANGED);
        assertThat(e.found()).contains("10 bytes instead of 95000");
        assertThat(server.seen("uploadPart")).isEmpty();
    }

    @Test
    void a_deleted_file_is_an_error() throws Exception {
        Files.delete(Path.of(plugin.file()));

        assertThat(failedUpload().code()).isEqualTo(ErrorCode.FILE_CHANGED);
    }

    @Test
    void a_file_that_changes_between_attempts_is_an_error() {
        // given a store that is busy at first, and a build that writes the file at the same time
        server.fail("uploadPart", Fault.status(503));

        // when
        PublishException e = failedWith(this::touch);

        // then
        assertThat(e.code()).isEqualTo(ErrorCode.FILE_CHANGED);
        assertThat(e.found()).contains("was written to");
    }

    @Test
    void a_change_that_keeps_the_modification_time_is_an_error_once_the_store_reports_other_bytes() {
        // given a file that is written after its part was hashed, by a program that restores the modification time
        server.fail("uploadPart", Fault.status(400));

        // when
        PublishException e = failedWith(this::rewriteUnseen);

        // then
        assertThat(e.code()).isEqualTo(ErrorCode.FILE_CHANGED);
        assertThat(server.seen("uploadPart")).hasSize(1);
    }

    @Test
    void a_part_whose_file_changes_while_it_is_sent_never_arrives_whole() throws Exception {
        // given
        AtomicLong gone = new AtomicLong();
        try (SourceFile source = SourceFile.open(Samples.file(folder, "large", 400_000, 1))) {
            RequestBody body = new PartSlice(source, 1, 1, 0, 400_000).body(count -> {
                gone.addAndGet(count);
                touch(folder.resolve("large"));
            });

            // when
            IOException e = catchThrowableOfType(IOException.class, () -> body.writeTo(new Buffer()));

            // then
            assertThat(e.getCause()).isInstanceOfSatisfying(PublishException.class, fault -> assertThat(fault.code())
                    .isEqualTo(ErrorCode.FILE_CHANGED));
            assertThat(gone.get()).isPositive().isLessThan(400_000);
        }
    }

    /** Uploads while another program changes the file after each attempt. */
    private PublishException failedWith(Runnable meddle) {
        UploadControl meddling = new DelegatingControl() {
            @Override
            public void event(PublishEvent event) {
                if (event instanceof PublishEvent.RequestAttempt) {
                    meddle.run();
                }
            }
        };
        return catchThrowableOfType(PublishException.class, () -> upload(ONE_WORKER, time, meddling));
    }

    private void touch() {
        touch(Path.of(plugin.file()));
    }

    private static void touch(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void rewriteUnseen() {
        try {
            Path file = Path.of(plugin.file());
            FileTime before = Files.getLastModifiedTime(file);
            Files.write(file, new byte[95_000]);
            Files.setLastModifiedTime(file, before);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
