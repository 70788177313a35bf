package io.powerx.publish.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.testing.FakeTime;
import io.powerx.publish.testing.Fault;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** URLs that expire, are refused, or are listed a few at a time. */
class UrlRenewalTest extends UploadFixture {
    @Test
    void expired_urls_are_renewed_once_for_all_parts() throws Exception {
        // given
        server.state().expireUrls();

        // when
        UploadSummary sent = upload();

        // then each worker met at most one expired URL, and one renewal served them all
        assertComplete(sent);
        assertThat(control.renewals()).isEqualTo(1);
        assertThat(server.seen("uploadPart").size()).isBetween(11, 14);
    }

    @Test
    void urls_that_expire_during_the_upload_are_renewed() throws Exception {
        // given URLs that are valid while three parts are sent
        server.state().urlLife(Duration.ofSeconds(100));
        publish = marketplace.get(publish.publishId());
        server.fail(
                "uploadPart", Fault.retryAfter(503, "60"), Fault.retryAfter(503, "60"), Fault.retryAfter(503, "60"));

        // when
        UploadSummary sent = upload(ONE_WORKER);

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
        UploadSummary sent = upload(UploadSettings.DEFAULT, ahead, control);

        // then
        assertComplete(sent);
        assertThat(control.renewals()).isZero();
    }

    @Test
    void urls_that_the_server_lists_a_few_at_a_time_are_requested_as_needed() throws Exception {
        server.state().urlsAtATime(3);
        publish = marketplace.get(publish.publishId());

        UploadSummary sent = upload();

        assertComplete(sent);
        assertThat(server.seen("uploadPart")).hasSize(10);
    }

    @Test
    void a_part_without_a_url_waits_for_parts_that_have_one() throws Exception {
        // given four workers, three URLs, and three parts that take longer than ten renewals
        server.state().urlsAtATime(3);
        Fault late = Fault.after(11, "renewUploads");
        server.fail("uploadPart", late, late, late);
        publish = marketplace.get(publish.publishId());

        UploadSummary sent = upload();

        assertComplete(sent);
    }

    @Test
    void a_url_that_expires_again_while_its_part_is_sent_is_renewed_again() throws Exception {
        // given a link so slow that two new URLs expire on the way
        server.fail("uploadPart", Fault.status(403), Fault.status(403), Fault.status(403));

        // when
        UploadSummary sent = upload(ONE_WORKER);

        // then
        assertComplete(sent);
        assertThat(control.renewals()).isEqualTo(3);
        assertThat(server.seen("uploadPart")).hasSize(13);
    }

    @Test
    void workers_that_share_renewals_give_up_on_a_store_that_refuses_everything() {
        // given
        Fault[] refusals = Stream.generate(() -> Fault.status(403)).limit(500).toArray(Fault[]::new);
        server.fail("uploadPart", refusals);

        // when
        PublishException e = failedUpload();

        // then
        assertThat(e.found()).contains("although the URL was new");
        assertThat(server.seen("uploadPart")).hasSizeLessThanOrEqualTo(4 * 4);
    }

    @Test
    void refusals_of_one_part_do_not_count_for_another() throws Exception {
        // given two parts, each of them refused twice although its URL was new
        Fault no = Fault.status(403);
        server.fail("uploadPart", no, no, no, Fault.NONE, no, no, no);

        // when
        UploadSummary sent = upload(ONE_WORKER);

        // then
        assertComplete(sent);
        assertThat(control.renewals()).isEqualTo(6);
    }

    @Test
    void a_new_url_that_is_refused_ends_the_upload() {
        // given a store that refuses everything
        Fault[] refusals = Stream.generate(() -> Fault.status(403)).limit(50).toArray(Fault[]::new);
        server.fail("uploadPart", refusals);

        // when
        PublishException e = failedUpload(ONE_WORKER);

        // then
        assertThat(e.code()).isEqualTo(ErrorCode.UPLOAD_FAILED);
        assertThat(e.tried()).isEqualTo("upload part 1 of " + NAME + " to 127.0.0.1");
        assertThat(e.found()).contains("although the URL was new");
        assertThat(control.renewals()).isEqualTo(3);
        assertThat(server.seen("uploadPart")).hasSize(4);
    }
}
