package io.powerx.publish.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.testing.Fault;
import io.powerx.publish.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UploaderTest extends UploadFixture {
    @Test
    void parts_are_sent_once_and_at_most_four_at_a_time() throws Exception {
        UploadSummary sent = upload();

        assertComplete(sent);
        assertThat(server.seen("uploadPart")).hasSize(10);
        assertThat(server.mostPartsInFlight()).isLessThanOrEqualTo(4);
        assertThat(sent.bytesSent()).isEqualTo(95_000);
        assertThat(control.stored()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void headers_of_a_part_are_sent_unchanged() {
        upload();

        assertThat(server.seen("uploadPart"))
                .allSatisfy(seen -> assertThat(seen.header("x-store-class")).isEqualTo("standard"));
    }

    @Test
    void an_empty_artifact_is_sent_in_one_piece() throws Exception {
        plugin = Samples.file(folder, NAME, 0, 1);
        publish = marketplace.register(Samples.request("2.0.0", plugin)).publish();

        UploadSummary sent = upload();

        assertThat(sent.etags().get(NAME)).hasSize(1);
        assertThat(server.seen("uploadPart").get(0).header("Content-Length")).isEqualTo("0");
        assertComplete(sent);
    }

    @Test
    void only_missing_parts_are_sent_again() throws Exception {
        // given an upload that was interrupted after six parts
        upload();
        for (int part = 7; part <= 10; part++) {
            server.state().forget(NAME, part);
        }

        // when it continues with the state of the server
        publish = marketplace.get(publish.publishId());
        UploadSummary sent = upload();

        // then
        assertThat(sent.bytesSent()).isEqualTo(35_000);
        assertThat(sent.etags().get(NAME)).hasSize(10).doesNotContainNull();
        assertComplete(sent);
    }

    @Test
    void a_part_that_the_store_has_with_other_bytes_is_sent_again() throws Exception {
        // given
        storeOtherBytes();
        server.state().urlsForReceived(true);

        // when
        publish = marketplace.get(publish.publishId());
        UploadSummary sent = upload();

        // then
        assertThat(sent.bytesSent()).isEqualTo(95_000);
        assertComplete(sent);
    }

    @Test
    void other_bytes_that_cannot_be_replaced_are_an_error() {
        storeOtherBytes();

        publish = marketplace.get(publish.publishId());

        assertThat(failedUpload().code()).isEqualTo(ErrorCode.CHECKSUM_MISMATCH);
    }

    /** Fills the store, under this publish, with the parts of another file of the same size. */
    private void storeOtherBytes() {
        PackedArtifact mine = plugin;
        plugin = new PackedArtifact(
                mine.artifact(), Samples.file(folder, "other", 95_000, 9).file());
        upload();
        plugin = mine;
    }

    @Test
    void an_upload_past_its_deadline_ends_and_keeps_the_stored_parts() throws Exception {
        // given a store that is busy from the third part on, until after the deadline
        server.fail(
                "uploadPart",
                Stream.concat(
                                Stream.of(Fault.NONE, Fault.NONE),
                                Stream.generate(() -> Fault.retryAfter(503, "60"))
                                        .limit(50))
                        .toArray(Fault[]::new));
        UploadSettings hurried = new UploadSettings(1, null, Duration.ofMinutes(3));

        // when
        PublishException e = catchThrowableOfType(PublishException.class, () -> upload(hurried));

        // then
        assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        assertThat(control.stored()).hasSize(2);
        assertThat(marketplace.get(publish.publishId()).uploads().get(0).parts())
                .filteredOn(Publish.Part::received)
                .hasSize(2);
    }

    @Test
    void a_bandwidth_limit_applies_to_all_parts_together() {
        // given
        Instant begin = time.instant();

        // when 95,000 bytes are sent at 10,000 a second
        upload(new UploadSettings(4, 10_000L, null));

        // then the last piece of at most 8 KiB waited for all others
        assertThat(Duration.between(begin, time.instant())).isGreaterThan(Duration.ofSeconds(8));
    }

    @Test
    void progress_ends_with_everything_done() {
        upload();

        List<PublishEvent.Progress> progress = control.events().of(PublishEvent.Progress.class);
        assertThat(progress.get(0).done()).isZero();
        assertThat(progress.get(progress.size() - 1).done()).isEqualTo(95_000);
        assertThat(progress).allSatisfy(one -> assertThat(one.total()).isEqualTo(95_000));
    }

    @Test
    void a_failure_of_the_journal_ends_the_upload() {
        UploadControl full = new DelegatingControl() {
            @Override
            public void stored(String artifact, int part, String etag, String sha256) {
                throw PublishException.of(ErrorCode.STORAGE_FAILED, "write the journal", "the disk is full");
            }
        };

        PublishException e =
                catchThrowableOfType(PublishException.class, () -> upload(UploadSettings.DEFAULT, time, full));

        assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FAILED);
        assertThat(server.seen("uploadPart")).hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void a_worker_that_breaks_ends_the_upload() {
        UploadControl broken = new DelegatingControl() {
            @Override
            public void stored(String artifact, int part, String etag, String sha256) {
                throw new NoSuchMethodError("of another version of a library");
            }
        };

        assertThatIllegalStateException()
                .isThrownBy(() -> upload(UploadSettings.DEFAULT, time, broken))
                .withMessageContaining("of another version of a library");
    }
}
