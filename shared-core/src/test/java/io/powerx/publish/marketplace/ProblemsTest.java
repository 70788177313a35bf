package io.powerx.publish.marketplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.config.Channel;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.testing.ContractServer;
import io.powerx.publish.testing.FakeTime;
import io.powerx.publish.testing.Fault;
import io.powerx.publish.testing.Samples;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals: the code determines the error, the text is only shown. */
class ProblemsTest {
    private final FakeTime time = new FakeTime();
    private final ContractServer server = ContractServer.start(time);
    private final HttpMarketplace marketplace = adapter(server.url());

    @TempDir
    private Path folder;

    private HttpMarketplace adapter(URI url) {
        return HttpMarketplace.builder(url, () -> Secret.of(ContractServer.TOKEN))
                .timing(time.timing())
                .retry(RetrySettings.DEFAULT.withMaxAttempts(1))
                .build();
    }

    @AfterEach
    void stop() {
        marketplace.close();
        server.close();
    }

    private PublishException refused(String operation, Fault fault) {
        server.fail(operation, fault);
        return catchThrowableOfType(PublishException.class, () -> {
            switch (operation) {
                case "registerPublish" ->
                    marketplace.register(Samples.request("1.0.0", Samples.file(folder, "a.pxp", 10, 1)));
                case "getPublish" -> marketplace.get("pub-1");
                case "completeUploads" -> marketplace.complete("pub-1", new CompleteRequest(List.of()));
                case "submitReview" -> marketplace.submit("ver-1", new ReviewRequest("pub-1", null, null, null));
                default -> marketplace.renew("pub-1", List.of());
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "registerPublish, 400, validation_failed, VALIDATION_FAILED",
        "registerPublish, 401, unauthorized, UNAUTHORIZED",
        "registerPublish, 403, missing_permission, MISSING_PERMISSION",
        "registerPublish, 409, version_conflict, VERSION_CONFLICT",
        "registerPublish, 409, publish_in_progress, PUBLISH_IN_PROGRESS",
        "registerPublish, 413, artifact_too_large, ARTIFACT_TOO_LARGE",
        "registerPublish, 422, signature_invalid, SIGNATURE_INVALID",
        "registerPublish, 422, rejected, PUBLISH_REJECTED",
        "registerPublish, 429, rate_limited, RATE_LIMITED",
        "registerPublish, 503, maintenance, SERVER_UNAVAILABLE",
        "getPublish, 404, not_found, PUBLISH_NOT_FOUND",
        "renewUploads, 409, not_awaiting_upload, STATE_REFUSED",
        "completeUploads, 409, parts_missing, PARTS_MISSING",
        "completeUploads, 422, checksum_mismatch, CHECKSUM_MISMATCH",
        "submitReview, 409, not_uploaded, STATE_REFUSED",
        // codes of a newer server, and names of client errors: the status determines the error
        "registerPublish, 400, brand_new, VALIDATION_FAILED",
        "registerPublish, 403, brand_new, MISSING_PERMISSION",
        "registerPublish, 409, brand_new, VERSION_CONFLICT",
        "submitReview, 409, brand_new, STATE_REFUSED",
        "registerPublish, 422, internal_error, VALIDATION_FAILED",
        "registerPublish, 418, interrupted, PROTOCOL_ERROR",
        "getPublish, 500, brand_new, SERVER_UNAVAILABLE",
    })
    void the_code_determines_the_error(String operation, int status, String code, ErrorCode expected) {
        PublishException e = refused(
                operation,
                Fault.problem(
                        status,
                        "{\"type\":\"t\",\"title\":\"被拒绝\",\"status\":" + status
                                + ",\"detail\":\"version_conflict 已存在\",\"code\":\"" + code + "\"}"));

        assertThat(e.code()).isEqualTo(expected);
        assertThat(e.found()).contains("HTTP " + status).contains("已存在");
    }

    @ParameterizedTest
    @CsvSource({
        "400, VALIDATION_FAILED",
        "401, UNAUTHORIZED",
        "403, MISSING_PERMISSION",
        "404, PROTOCOL_ERROR",
        "405, PROTOCOL_ERROR",
        "409, STATE_REFUSED",
        "413, ARTIFACT_TOO_LARGE",
        "429, RATE_LIMITED",
        "500, SERVER_UNAVAILABLE",
        "503, SERVER_UNAVAILABLE",
    })
    void the_status_determines_the_error_if_the_reply_is_a_web_page(int status, ErrorCode expected) {
        PublishException e = refused("getPublish", Fault.html(status));

        assertThat(e.code()).isEqualTo(expected);
        assertThat(e.found()).contains("without problem details").doesNotContain("<html>");
    }

    @Test
    void an_unknown_publish_is_reported_with_the_request_that_asked_for_it() {
        PublishException e = refused("getPublish", Fault.problem(404, "{\"code\":\"not_found\"}"));

        assertThat(e.found()).endsWith("; the request was GET " + server.url() + "/api/marketplace/publishes/pub-1");
        assertThat(refused("getPublish", Fault.problem(500, "{\"code\":\"broken\"}"))
                        .found())
                .doesNotContain("the request was");
    }

    @Test
    void the_details_of_a_problem_are_part_of_the_error() {
        PublishException e = refused(
                "registerPublish",
                Fault.problem(
                        403,
                        "{\"code\":\"missing_permission\",\"requiredPermission\":\"plugin:publish\",\"limitBytes\":12,"
                                + "\"publishId\":\"pub-9\",\"supportUrl\":\"https://help.example/1\",\"missingParts\":[2,5],"
                                + "\"errors\":[{\"pointer\":\"/metadata/name\",\"code\":\"blank\",\"detail\":\"is blank\"}]}"));

        assertThat(e.found())
                .contains("the permission plugin:publish")
                .contains("12 bytes")
                .contains("missing parts: [2, 5]")
                .contains("/metadata/name: is blank");
        assertThat(e.publishId()).contains("pub-9");
        assertThat(e.supportUrl()).contains("https://help.example/1");
        assertThat(e.requestId()).isPresent();
    }

    @Test
    void sentences_of_a_server_are_joined_without_their_periods() {
        PublishException e = refused(
                "registerPublish",
                Fault.problem(
                        422,
                        "{\"code\":\"validation_failed\",\"detail\":\"Set repository_id.\",\"errors\":["
                                + "{\"pointer\":\"/name\",\"detail\":\"It is blank.\"},"
                                + "{\"pointer\":\"/notes\",\"detail\":\"They end with...\"}]}"));

        assertThat(e.found()).endsWith(": Set repository_id; /name: It is blank; /notes: They end with...");
    }

    @Test
    void hostile_texts_are_shortened_and_cleaned() {
        PublishException e = refused(
                "registerPublish",
                Fault.problem(
                        400,
                        "{\"code\":\"validation_failed\",\"detail\":\"a\\u001b[2Jb\\n::set-output name=x::y"
                                + "z".repeat(100_000)
                                + "\",\"supportUrl\":\"javascript:alert(1)\",\"publishId\":\"a b\",\"errors\":[1,null,{}],"
                                + "\"limitBytes\":\"many\",\"missingParts\":\"all\"}"));

        assertThat(e.found()).hasSizeLessThan(1500).doesNotContain("\u001b").doesNotContain("\n");
        assertThat(e.supportUrl()).isEmpty();
        assertThat(e.publishId()).isEmpty();
    }

    @Test
    void a_plugin_that_was_never_published_has_no_versions() {
        assertThat(marketplace.versions("com.example.new", Channel.STABLE)).isEmpty();
        assertThat(server.violations()).isEmpty();
    }

    @Test
    void another_package_with_the_same_content_attaches_and_announces_its_bytes() {
        // given a publish that awaits its upload
        UUID id = UUID.randomUUID();
        PackedArtifact first = Samples.file(folder, "a.pxp", 100, 1);
        String publishId = marketplace
                .register(Samples.request(id, "1.0.0", first))
                .publish()
                .publishId();

        // when the same request comes with other bytes
        PackedArtifact second = Samples.file(folder, "a.pxp", 120, 2);
        Marketplace.Registration again = marketplace.register(Samples.request(id, "1.0.0", second));

        // then
        assertThat(again.replayed()).isTrue();
        assertThat(again.publish().publishId()).isEqualTo(publishId);
        assertThat(again.publish().uploads().get(0).sha256())
                .isEqualTo(second.artifact().sha256());
    }

    @Test
    void other_content_of_the_same_version_is_refused_with_the_id_of_the_existing_publish() {
        PackedArtifact first = Samples.file(folder, "a.pxp", 100, 1);
        String winner = marketplace
                .register(Samples.request(UUID.randomUUID(), "1.0.0", first))
                .publish()
                .publishId();

        PublishException e = catchThrowableOfType(
                PublishException.class, () -> marketplace.register(Samples.request(UUID.randomUUID(), "1.0.0", first)));

        assertThat(e.code()).isEqualTo(ErrorCode.VERSION_CONFLICT);
        assertThat(e.publishId()).contains(winner);
        assertThat(server.seen("registerPublish")).hasSize(2);
    }

    @Test
    void a_base_url_may_have_a_path_and_slashes_in_ids_are_escaped() {
        try (HttpMarketplace below = adapter(URI.create(server.url() + "/market/place/"))) {
            assertThatExceptionOfType(PublishException.class).isThrownBy(() -> below.get("../../admin?x=1#y"));
        }

        assertThat(server.seen().get(0).path())
                .isEqualTo("/market/place/api/marketplace/publishes/..%2F..%2Fadmin%3Fx=1%23y");
    }

    @ParameterizedTest
    @CsvSource({"..", ".", "''"})
    void an_id_that_would_change_the_path_is_refused(String id) {
        PublishException e = catchThrowableOfType(PublishException.class, () -> marketplace.get(id));

        assertThat(e.code()).isEqualTo(ErrorCode.OPTION_INVALID);
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void a_token_with_invalid_characters_is_an_error_that_does_not_show_it() {
        try (HttpMarketplace odd = HttpMarketplace.builder(server.url(), () -> Secret.of("canary\nX-Evil: 1"))
                .build()) {
            PublishException e = catchThrowableOfType(PublishException.class, () -> odd.get("pub-1"));

            assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHORIZED);
            assertThat(e).hasMessageNotContaining("canary");
        }
    }
}
