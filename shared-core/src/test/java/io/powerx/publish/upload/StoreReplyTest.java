package io.powerx.publish.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.testing.Fault;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Replies of a store to a part, other than refusals of its URL. */
class StoreReplyTest extends UploadFixture {
    @Test
    void a_part_stored_without_an_etag_is_looked_up_and_not_sent_again() throws Exception {
        // given a reply without an ETag, although the store has the part
        server.fail("uploadPart", Fault.bareReply());

        // when
        UploadSummary sent = upload(ONE_WORKER);

        // then
        assertComplete(sent);
        assertThat(control.renewals()).isEqualTo(1);
        assertThat(server.seen("uploadPart")).hasSize(10);
    }

    @Test
    void a_part_that_was_not_stored_despite_a_success_is_sent_again() throws Exception {
        // given a success without an ETag, although the store does not have the part
        server.fail("uploadPart", Fault.status(200));

        // when
        UploadSummary sent = upload(ONE_WORKER);

        // then
        assertComplete(sent);
        assertThat(sent.bytesSent()).isEqualTo(105_000);
        assertThat(server.seen("uploadPart")).hasSize(11);
    }

    @Test
    void a_store_that_never_sends_an_etag_ends_the_upload() {
        // given
        server.fail("uploadPart", Fault.status(200), Fault.status(200));

        // when
        PublishException e = failedUpload(ONE_WORKER);

        // then
        assertThat(e.code()).isEqualTo(ErrorCode.CONTRACT_VIOLATED);
        assertThat(e.found()).contains("without a usable ETag", "attempt 2");
        assertThat(server.seen("uploadPart")).hasSize(2);
    }

    @Test
    void no_message_shows_the_query_of_a_signed_url() {
        server.fail("uploadPart", Fault.status(405), Fault.status(405), Fault.status(405), Fault.status(405));

        PublishException e = failedUpload();

        assertThat(e.code()).isEqualTo(ErrorCode.UPLOAD_FAILED);
        assertThat(e.found()).contains("127.0.0.1/store/").doesNotContain("canary");
        assertThat(control.events().toString()).contains("uploadPart").doesNotContain("canary");
    }

    @Test
    void a_part_that_arrives_damaged_is_sent_once_more() throws Exception {
        server.fail("uploadPart", Fault.status(400));

        UploadSummary sent = upload();

        assertComplete(sent);
        assertThat(control.events().retries()).isEqualTo(1);
    }

    @Test
    void a_part_that_arrives_damaged_twice_ends_the_upload() {
        server.fail("uploadPart", Fault.status(400), Fault.status(400));

        PublishException e = failedUpload(ONE_WORKER);

        assertThat(e.code()).isEqualTo(ErrorCode.UPLOAD_FAILED);
        assertThat(server.seen("uploadPart")).hasSize(2);
    }

    @Test
    void a_lost_reply_costs_one_repeated_part() throws Exception {
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
    void no_checksum_is_sent_to_a_store_without_a_checksum_header() throws Exception {
        server.state().checksumHeader(null);
        publish = marketplace.get(publish.publishId());

        assertComplete(upload());

        assertThat(server.seen("uploadPart")).allSatisfy(seen -> assertThat(seen.header("x-amz-checksum-sha256"))
                .isNull());
    }
}
