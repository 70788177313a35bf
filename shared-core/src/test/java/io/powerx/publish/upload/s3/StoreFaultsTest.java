package io.powerx.publish.upload.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.testing.FakeTime;
import io.powerx.publish.testing.Samples;
import io.powerx.publish.upload.UploadSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store with faulty replies, scripted one after the other. */
class StoreFaultsTest {
    private static final MockResponse ABSENT = status(404);
    private static final MockResponse STORED =
            new MockResponse.Builder().code(200).setHeader("ETag", "\"etag\"").build();
    private static final MockResponse NONE_UNDER_WAY = xml(200, "<ListMultipartUploadsResult/>");
    private static final MockResponse BEGUN =
            xml(200, "<InitiateMultipartUploadResult><UploadId>an+id=/</UploadId></InitiateMultipartUploadResult>");

    private final Redactor redactor = new Redactor();
    private final FakeTime time = new FakeTime();
    private final MockWebServer server = new MockWebServer();
    private final List<PublishEvent> events = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_request_is_repeated_after_slow_down() {
        server.enqueue(ABSENT);
        server.enqueue(error(503, "SlowDown"));
        server.enqueue(STORED);

        assertThat(store(small()).bytesSent()).isGreaterThanOrEqualTo(1000);

        assertThat(server.getRequestCount()).isEqualTo(3);
        assertThat(time.sleeps()).isNotEmpty();
    }

    @Test
    void an_error_in_a_reply_with_status_200_is_an_error() throws Exception {
        server.enqueue(ABSENT);
        server.enqueue(NONE_UNDER_WAY);
        server.enqueue(BEGUN);
        server.enqueue(STORED);
        server.enqueue(STORED);
        server.enqueue(error(200, "InternalError"));
        server.enqueue(xml(200, "<CompleteMultipartUploadResult/>"));

        store(large());

        List<RecordedRequest> requests = requests();
        assertThat(requests).hasSize(7);
        assertThat(requests.get(6).getBody().utf8())
                .contains("<PartNumber>2</PartNumber><ETag>&quot;etag&quot;</ETag><ChecksumSHA256>");
    }

    @Test
    void a_new_upload_is_created_if_the_publisher_may_not_list_uploads() {
        server.enqueue(ABSENT);
        server.enqueue(error(403, "AccessDenied"));
        server.enqueue(BEGUN);
        server.enqueue(STORED);
        server.enqueue(STORED);
        server.enqueue(xml(200, "<CompleteMultipartUploadResult/>"));

        store(large());

        assertThat(events).anyMatch(PublishEvent.Note.class::isInstance);
    }

    @Test
    void a_clock_that_is_an_hour_off_is_set_by_the_store() throws Exception {
        server.enqueue(ABSENT);
        server.enqueue(error(403, "RequestTimeTooSkewed")
                .newBuilder()
                .setHeader("Date", "Sun, 01 Mar 2026 13:00:00 GMT")
                .build());
        server.enqueue(STORED);

        store(small());

        assertThat(requests())
                .extracting(request -> request.getHeaders().get("x-amz-date"))
                .containsExactly("20260301T120000Z", "20260301T120000Z", "20260301T130000Z");
    }

    @Test
    void credentials_that_have_expired_are_not_tried_again() {
        server.enqueue(status(400));
        server.enqueue(error(400, "ExpiredToken"));

        PublishException failure = catchThrowableOfType(PublishException.class, () -> store(small()));

        assertThat(failure.code()).isEqualTo(ErrorCode.STORE_UNAUTHORIZED);
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void the_region_of_the_bucket_is_reported() {
        server.enqueue(status(301));
        server.enqueue(
                xml(400, "<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-central-1</Region></Error>"));

        PublishException failure = catchThrowableOfType(PublishException.class, () -> store(small()));

        assertThat(failure.code()).isEqualTo(ErrorCode.STORE_INVALID);
        assertThat(failure).hasMessageContaining("the bucket's region is eu-central-1");
    }

    @Test
    void an_object_with_other_content_is_replaced() {
        server.enqueue(new MockResponse.Builder()
                .code(200)
                .setHeader("Content-Length", "1000")
                .setHeader("x-amz-meta-sha256", "0".repeat(64))
                .build());
        server.enqueue(STORED);

        assertThat(store(small()).bytesSent()).isEqualTo(1000);
    }

    @Test
    void a_reply_with_a_document_type_is_not_read() {
        server.enqueue(ABSENT);
        server.enqueue(
                xml(200, "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><ListMultipartUploadsResult/>"));

        PublishException failure = catchThrowableOfType(PublishException.class, () -> store(large()));

        assertThat(failure.code()).isEqualTo(ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    void a_reply_that_is_nested_without_end_is_not_read() {
        String nested = "<UploadId>".repeat(40_000) + "x" + "</UploadId>".repeat(40_000);
        server.enqueue(ABSENT);
        server.enqueue(NONE_UNDER_WAY);
        server.enqueue(xml(200, "<InitiateMultipartUploadResult>" + nested + "</InitiateMultipartUploadResult>"));

        PublishException failure = catchThrowableOfType(PublishException.class, () -> store(large()));

        assertThat(failure.code()).isEqualTo(ErrorCode.PROTOCOL_ERROR);
        assertThat(failure).hasMessageContaining("a reply that is not XML");
    }

    private DirectStore.Result store(PackedArtifact artifact) {
        ArtifactStoreSettings settings = new ArtifactStoreSettings(
                server.url("/").uri(),
                "artifacts",
                "",
                "us-east-1",
                true,
                Secret.of("test-access-key"),
                Secret.of("a-secret-access-key-for-tests"),
                null);
        UploadSettings one = new UploadSettings(1, null, Duration.ofHours(1));
        return new DirectStore(
                        settings,
                        time.timing(),
                        event -> {
                            synchronized (events) {
                                events.add(event);
                            }
                        },
                        redactor)
                .store(new DirectStore.Order(
                        "com.example.note", "1.0.0", List.of(artifact), one, HttpSettings.DEFAULT));
    }

    private PackedArtifact small() {
        return Samples.file(folder, "note.pxp", 1000, 1);
    }

    private PackedArtifact large() {
        return Samples.file(folder, "note.pxp", 9 << 20, 1);
    }

    private List<RecordedRequest> requests() throws InterruptedException {
        List<RecordedRequest> requests = new ArrayList<>();
        while (requests.size() < server.getRequestCount()) {
            requests.add(server.takeRequest());
        }
        return requests;
    }

    private static MockResponse status(int status) {
        return new MockResponse.Builder().code(status).build();
    }

    private static MockResponse error(int status, String code) {
        return xml(status, "<Error><Code>" + code + "</Code></Error>");
    }

    private static MockResponse xml(int status, String text) {
        return new MockResponse.Builder().code(status).body(text).build();
    }
}
