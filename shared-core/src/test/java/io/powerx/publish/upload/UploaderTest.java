package io.powerx.publish.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.marketplace.HttpMarketplace;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.testing.ContractServer;
import io.powerx.publish.testing.FakeTime;
import io.powerx.publish.testing.Fault;
import io.powerx.publish.testing.RecordingControl;
import io.powerx.publish.testing.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploaderTest {
    private static final String NAME = "note-1.0.0.pxp";

    private final FakeTime time = new FakeTime();
    private final ContractServer server = ContractServer.start(time);
    private final HttpMarketplace marketplace = HttpMarketplace.builder(
                    server.url(), () -> Secret.of(ContractServer.TOKEN))
            .timing(time.timing())
            .build();

    @TempDir
    private Path folder;

    private PackedArtifact plugin;
    private RecordingControl control;
    private Publish publish;

    @BeforeEach
    void register() {
        server.state().partSize(10_000);
        plugin = Samples.file(folder, NAME, 95_000, 1);
        publish = marketplace.register(Samples.request("1.0.0", plugin)).publish();
        control = new RecordingControl(marketplace, publish.publishId(), plugin);
    }

    @AfterEach
    void stop() {
        marketplace.close();
        server.close();
    }

    private UploadSummary upload() {
        return upload(publish, UploadSettings.DEFAULT);
    }

    private UploadSummary upload(Publish known, UploadSettings settings) {
        return new Uploader(time.timing(), RetrySettings.DEFAULT)
                .upload(new UploadOrder(List.of(plugin), known.uploads(), settings, HttpSettings.DEFAULT), control);
    }

    private PublishException failedUpload() {
        return catchThrowableOfType(PublishException.class, this::upload);
    }

    private void assertComplete(UploadSummary sent) throws Exception {
        marketplace.complete(publish.publishId(), Samples.complete(sent, plugin));
        assertThat(server.state().assembled(NAME)).isEqualTo(Files.readAllBytes(Path.of(plugin.file())));
        assertThat(server.violations()).isEmpty();
    }

    @Test
    void parts_go_at_most_four_at_a_time_and_only_once() throws Exception {
        UploadSummary sent = upload();

        assertComplete(sent);
        assertThat(server.seen("uploadPart")).hasSize(10);
        assertThat(server.mostPartsInFlight()).isLessThanOrEqualTo(4);
        assertThat(sent.bytesSent()).isEqualTo(95_000);
        assertThat(control.stored()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void headers_of_a_part_go_out_as_they_are() {
        upload();

        assertThat(server.seen("uploadPart"))
                .allSatisfy(seen -> assertThat(seen.header("x-store-class")).isEqualTo("standard"));
    }

    @Test
    void a_small_artifact_and_an_empty_one_go_in_one_piece() throws Exception {
        plugin = Samples.file(folder, NAME, 0, 1);
        publish = marketplace.register(Samples.request("2.0.0", plugin)).publish();

        UploadSummary sent = upload();

        assertThat(sent.etags().get(NAME)).hasSize(1);
        assertThat(server.seen("uploadPart").get(0).header("Content-Length")).isEqualTo("0");
        assertComplete(sent);
    }

    @Test
    void expired_addresses_are_renewed_once_for_all_parts() throws Exception {
        // given
        server.state().expireUrls();

        // when
        UploadSummary sent = upload();

        // then each worker met at most one dead address, and one renewal served them all
        assertComplete(sent);
        assertThat(control.renewals()).isEqualTo(1);
        assertThat(server.seen("uploadPart").size()).isBetween(11, 14);
    }

    @Test
    void addresses_that_expire_in_the_middle_are_renewed() throws Exception {
        // given addresses that live while three parts go
        server.state().urlLife(Duration.ofSeconds(100));
        publish = marketplace.get(publish.publishId());
        server.fail(
                "uploadPart", Fault.retryAfter(503, "60"), Fault.retryAfter(503, "60"), Fault.retryAfter(503, "60"));

        // when
        UploadSummary sent = upload(publish, new UploadSettings(1, null, null));

        // then
        assertComplete(sent);
        assertThat(control.renewals()).isEqualTo(1);
    }

    @Test
    void the_local_clock_does_not_decide_about_expiry() throws Exception {
        // given a machine whose clock is an hour ahead of the server's
        FakeTime ahead = new FakeTime();
        ahead.advance(Duration.ofHours(5));

        // when
        UploadSummary sent = new Uploader(ahead.timing(), RetrySettings.DEFAULT)
                .upload(
                        new UploadOrder(
                                List.of(plugin), publish.uploads(), UploadSettings.DEFAULT, HttpSettings.DEFAULT),
                        control);

        // then
        assertComplete(sent);
        assertThat(control.renewals()).isZero();
    }

    @Test
    void addresses_that_come_a_few_at_a_time_are_asked_for_as_they_are_needed() throws Exception {
        server.state().urlsAtATime(3);
        publish = marketplace.get(publish.publishId());

        UploadSummary sent = upload();

        assertComplete(sent);
        assertThat(server.seen("uploadPart")).hasSize(10);
    }

    @Test
    void a_part_without_an_address_waits_for_those_that_have_one() throws Exception {
        // given four workers, three addresses, and three parts that take longer than ten attempts
        server.state().urlsAtATime(3);
        server.fail("uploadPart", Fault.late(), Fault.late(), Fault.late());
        publish = marketplace.get(publish.publishId());

        UploadSummary sent = upload(publish, new UploadSettings(4, null, null));

        assertComplete(sent);
    }

    @Test
    void an_address_that_expires_again_while_its_part_goes_out_is_renewed_again() throws Exception {
        // given a link so slow that two new addresses expire under way
        server.fail("uploadPart", Fault.status(403), Fault.status(403), Fault.status(403));

        // when
        UploadSummary sent = upload(publish, new UploadSettings(1, null, null));

        // then
        assertComplete(sent);
        assertThat(control.renewals()).isEqualTo(3);
        assertThat(server.seen("uploadPart")).hasSize(13);
    }

    @Test
    void a_store_that_refuses_everything_is_not_asked_without_end_by_workers_who_renew_for_each_other() {
        // given
        Fault[] refusals = Stream.generate(() -> Fault.status(403)).limit(500).toArray(Fault[]::new);
        server.fail("uploadPart", refusals);

        // when
        PublishException e = failedUpload();

        // then
        assertThat(e.found()).contains("although the address was new");
        assertThat(server.seen("uploadPart")).hasSizeLessThanOrEqualTo(4 * 4);
    }

    @Test
    void refusals_of_one_part_do_not_count_for_another() throws Exception {
        // given two parts, each of them refused twice although its address was new
        Fault no = Fault.status(403);
        server.fail("uploadPart", no, no, no, Fault.NONE, no, no, no);

        // when
        UploadSummary sent = upload(publish, new UploadSettings(1, null, null));

        // then
        assertComplete(sent);
        assertThat(control.renewals()).isEqualTo(6);
    }

    @Test
    void a_part_stored_without_a_name_is_asked_for_and_not_sent_again() throws Exception {
        // given a reply that lost its ETag, while the store has the part
        server.fail("uploadPart", Fault.bareReply());

        // when
        UploadSummary sent = upload(publish, new UploadSettings(1, null, null));

        // then
        assertComplete(sent);
        assertThat(control.renewals()).isEqualTo(1);
        assertThat(server.seen("uploadPart")).hasSize(10);
    }

    @Test
    void a_part_that_was_not_stored_although_the_reply_said_so_goes_again() throws Exception {
        // given a success that is none: it names no ETag, and the store has nothing
        server.fail("uploadPart", Fault.status(200));

        // when
        UploadSummary sent = upload(publish, new UploadSettings(1, null, null));

        // then
        assertComplete(sent);
        assertThat(sent.bytesSent()).isEqualTo(105_000);
        assertThat(server.seen("uploadPart")).hasSize(11);
    }

    @Test
    void a_store_that_names_no_etag_ends_the_upload() {
        // given
        server.fail("uploadPart", Fault.status(200), Fault.status(200));

        // when
        PublishException e =
                catchThrowableOfType(PublishException.class, () -> upload(publish, new UploadSettings(1, null, null)));

        // then
        assertThat(e.code()).isEqualTo(ErrorCode.PROTOCOL_ERROR);
        assertThat(e.found()).contains("without naming an ETag", "attempt 2");
        assertThat(server.seen("uploadPart")).hasSize(2);
    }

    @Test
    void an_address_that_is_refused_although_it_is_new_ends_the_upload() {
        // given a store that refuses everything
        Fault[] refusals = Stream.generate(() -> Fault.status(403)).limit(50).toArray(Fault[]::new);
        server.fail("uploadPart", refusals);

        // when
        PublishException e =
                catchThrowableOfType(PublishException.class, () -> upload(publish, new UploadSettings(1, null, null)));

        // then
        assertThat(e.code()).isEqualTo(ErrorCode.UPLOAD_FAILED);
        assertThat(e.tried()).isEqualTo("upload part 1 of " + NAME + " to 127.0.0.1");
        assertThat(e.found()).contains("although the address was new");
        assertThat(control.renewals()).isEqualTo(3);
        assertThat(server.seen("uploadPart")).hasSize(4);
    }

    @Test
    void a_signed_address_is_never_shown_beyond_its_path() {
        server.fail("uploadPart", Fault.status(405), Fault.status(405), Fault.status(405), Fault.status(405));

        PublishException e = failedUpload();

        assertThat(e.code()).isEqualTo(ErrorCode.UPLOAD_FAILED);
        assertThat(e.found()).contains("127.0.0.1/store/").doesNotContain("canary");
        assertThat(control.events().toString()).doesNotContain("canary");
    }

    @Test
    void a_part_that_arrives_damaged_goes_once_more() throws Exception {
        server.fail("uploadPart", Fault.status(400));

        UploadSummary sent = upload();

        assertComplete(sent);
        assertThat(sent.retries()).isEqualTo(1);
    }

    @Test
    void a_part_that_arrives_damaged_twice_ends_the_upload() {
        server.fail("uploadPart", Fault.status(400), Fault.status(400));

        PublishException e =
                catchThrowableOfType(PublishException.class, () -> upload(publish, new UploadSettings(1, null, null)));

        assertThat(e.code()).isEqualTo(ErrorCode.UPLOAD_FAILED);
        assertThat(server.seen("uploadPart")).hasSize(2);
    }

    @Test
    void a_lost_reply_costs_one_part_sent_again() throws Exception {
        server.fail("uploadPart", Fault.lostReply());

        UploadSummary sent = upload();

        assertComplete(sent);
        assertThat(server.seen("uploadPart")).hasSize(11);
        assertThat(sent.bytesSent()).isBetween(95_000L, 105_000L);
    }

    @Test
    void a_redirect_is_not_followed() {
        server.fail(
                "uploadPart",
                Stream.generate(() -> Fault.redirect("http://127.0.0.1:1/steal"))
                        .limit(4)
                        .toArray(Fault[]::new));

        assertThat(failedUpload().found()).contains("a redirect, which no upload follows");
    }

    @Test
    void only_what_is_missing_goes_again() throws Exception {
        // given an upload that broke off after six parts
        upload();
        for (int part = 7; part <= 10; part++) {
            server.state().forget(NAME, part);
        }

        // when it goes on from what the server says
        publish = marketplace.get(publish.publishId());
        UploadSummary sent = upload();

        // then
        assertThat(sent.bytesSent()).isEqualTo(35_000);
        assertThat(sent.etags().get(NAME)).hasSize(10).doesNotContainNull();
        assertComplete(sent);
    }

    @Test
    void a_part_that_the_store_holds_with_other_bytes_goes_again() throws Exception {
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
    void other_bytes_that_cannot_be_replaced_are_an_error_and_not_a_success() {
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
    void a_store_that_names_no_checksum_header_gets_none() throws Exception {
        server.state().checksumHeader(null);
        publish = marketplace.get(publish.publishId());

        assertComplete(upload());

        assertThat(server.seen("uploadPart")).allSatisfy(seen -> assertThat(seen.header("x-amz-checksum-sha256"))
                .isNull());
    }

    @Test
    void a_file_of_another_size_than_was_packed_is_an_error_and_nothing_is_sent() throws Exception {
        Files.write(Path.of(plugin.file()), new byte[10]);

        PublishException e = failedUpload();

        assertThat(e.code()).isEqualTo(ErrorCode.FILE_CHANGED);
        assertThat(e.found()).contains("10 bytes instead of 95000");
        assertThat(server.seen("uploadPart")).isEmpty();
    }

    @Test
    void a_file_that_is_gone_is_an_error() throws Exception {
        Files.delete(Path.of(plugin.file()));

        assertThat(failedUpload().code()).isEqualTo(ErrorCode.FILE_CHANGED);
    }

    @Test
    void a_file_that_changes_between_attempts_is_an_error() {
        // given a store that is busy at first, and a build that writes the file meanwhile
        server.fail("uploadPart", Fault.status(503));

        // when
        PublishException e = failedWith(this::touch);

        // then
        assertThat(e.code()).isEqualTo(ErrorCode.FILE_CHANGED);
        assertThat(e.found()).contains("was written to");
    }

    @Test
    void a_file_that_changes_and_keeps_its_time_is_an_error_once_the_store_finds_other_bytes() {
        // given a file that is written after its part was hashed, by something that puts its time back
        server.fail("uploadPart", Fault.status(400));

        // when
        PublishException e = failedWith(this::rewriteUnseen);

        // then
        assertThat(e.code()).isEqualTo(ErrorCode.FILE_CHANGED);
        assertThat(server.seen("uploadPart")).hasSize(1);
    }

    @Test
    void a_part_whose_file_changes_while_it_goes_out_never_arrives_whole() throws Exception {
        // given
        AtomicLong gone = new AtomicLong();
        try (SourceFile source = SourceFile.open(Samples.file(folder, "large", 400_000, 1))) {
            PartSlice slice = new PartSlice(source, 1, 0, 400_000);
            SliceBody body = new SliceBody(slice, count -> {
                gone.addAndGet(count);
                touch(folder.resolve("large"));
            });

            // when
            SourceFault e = catchThrowableOfType(SourceFault.class, () -> body.writeTo(new Buffer()));

            // then
            assertThat(e.fault().code()).isEqualTo(ErrorCode.FILE_CHANGED);
            assertThat(gone.get()).isPositive().isLessThan(400_000);
        }
    }

    private PublishException failedWith(Runnable meddle) {
        UploadControl meddling = new UploadControl() {
            @Override
            public List<Publish.Upload> renew() {
                return control.renew();
            }

            @Override
            public void stored(String artifact, int part, String etag, String sha256) {
                control.stored(artifact, part, etag, sha256);
            }

            @Override
            public void event(PublishEvent event) {
                if (event instanceof PublishEvent.RequestAttempt) {
                    meddle.run();
                }
            }
        };
        return catchThrowableOfType(PublishException.class, () -> new Uploader(time.timing(), RetrySettings.DEFAULT)
                .upload(
                        new UploadOrder(
                                List.of(plugin),
                                publish.uploads(),
                                new UploadSettings(1, null, null),
                                HttpSettings.DEFAULT),
                        meddling));
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

    @Test
    void an_upload_that_has_no_time_left_ends_and_what_arrived_is_kept() throws Exception {
        // given a store that is busy from the third part on, for longer than the upload may last
        server.fail(
                "uploadPart",
                Stream.concat(
                                Stream.of(Fault.NONE, Fault.NONE),
                                Stream.generate(() -> Fault.retryAfter(503, "60"))
                                        .limit(50))
                        .toArray(Fault[]::new));
        UploadSettings hurried = new UploadSettings(1, null, Duration.ofMinutes(3));

        // when
        PublishException e = catchThrowableOfType(PublishException.class, () -> upload(publish, hurried));

        // then
        assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
        assertThat(control.stored()).hasSize(2);
        assertThat(marketplace.get(publish.publishId()).uploads().get(0).parts())
                .filteredOn(Publish.Part::received)
                .hasSize(2);
    }

    @Test
    void a_bandwidth_limit_holds_for_all_parts_together() {
        // given three times what may go out at once
        plugin = Samples.file(folder, NAME, 800_000, 1);
        server.state().partSize(100_000);
        publish = marketplace.register(Samples.request("2.0.0", plugin)).publish();
        long begin = System.nanoTime();

        // when
        upload(publish, new UploadSettings(4, 500_000L, null));

        // then it cannot have been faster; how much slower it was is the machine's affair
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(900));
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
    void what_the_journal_throws_ends_the_upload() {
        UploadControl full = new UploadControl() {
            @Override
            public List<Publish.Upload> renew() {
                return control.renew();
            }

            @Override
            public void stored(String artifact, int part, String etag, String sha256) {
                throw PublishException.of(ErrorCode.STORAGE_FAILED, "write the journal", "the disk is full")
                        .build();
            }

            @Override
            public void event(PublishEvent event) {}
        };

        PublishException e = catchThrowableOfType(PublishException.class, () -> new Uploader(
                        time.timing(), RetrySettings.DEFAULT)
                .upload(
                        new UploadOrder(
                                List.of(plugin), publish.uploads(), UploadSettings.DEFAULT, HttpSettings.DEFAULT),
                        full));

        assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_FAILED);
        assertThat(server.seen("uploadPart")).hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void a_worker_that_breaks_ends_the_upload() {
        UploadControl broken = new UploadControl() {
            @Override
            public List<Publish.Upload> renew() {
                return control.renew();
            }

            @Override
            public void stored(String artifact, int part, String etag, String sha256) {
                throw new NoSuchMethodError("of another version of a library");
            }

            @Override
            public void event(PublishEvent event) {}
        };

        assertThatIllegalStateException()
                .isThrownBy(() -> new Uploader(time.timing(), RetrySettings.DEFAULT)
                        .upload(
                                new UploadOrder(
                                        List.of(plugin),
                                        publish.uploads(),
                                        UploadSettings.DEFAULT,
                                        HttpSettings.DEFAULT),
                                broken))
                .withMessageContaining("of another version of a library");
    }
}
