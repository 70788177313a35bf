package io.powerx.publish.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenApiContractTest {
    private static final String REVIEW =
            "{'reviewQueueId':'q','versionId':'v','status':'queued','nextCheckAt':'2026-01-01T00:00:00Z'}";
    private static final String PROBLEM = "{'type':'about:blank','title':'Busy','status':503,'code':'maintenance'}";
    private static final Map<String, String> JSON = Map.of("content-type", "application/json; charset=utf-8");
    private static final Map<String, String> PROBLEM_JSON =
            Map.of("content-type", "application/problem+json", "retry-after", "3");

    private final OpenApiContract contract = OpenApiContract.marketplace();

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private List<String> review(int status, Map<String, String> headers, String body) {
        return contract.faultsOfResponse("GET", "/api/marketplace/plugins/ver_1/review", status, headers, bytes(body));
    }

    @Test
    void a_reply_that_follows_the_contract_has_no_faults() {
        assertThat(review(200, JSON, REVIEW)).isEmpty();
        assertThat(review(503, PROBLEM_JSON, PROBLEM)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'nextCheckAt':'2026-01-01T00:00:00Z' | 'nextCheckAt':'tomorrow'             | /nextCheckAt",
                "'nextCheckAt':'2026-01-01T00:00:00Z' | 'nextCheckAt':7                      | /nextCheckAt",
                "'status':'queued'                    | 'status':'lost'                      | /status",
                "'versionId':'v',                     | ''                                   | versionId",
                "'versionId':'v'                      | 'versionId':'v','versionId':'w'      | not JSON",
            },
            quoteCharacter = '"')
    void a_changed_value_is_reported_with_its_position(String value, String other, String reported) {
        assertThat(REVIEW).contains(value);
        String changed = REVIEW.replace(value, other.equals("''") ? "" : other);

        assertThat(review(200, JSON, changed)).singleElement().asString().contains(reported);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}{}", "<html>", "{'a':", "null"})
    void a_body_that_is_not_the_declared_document_is_reported(String body) {
        assertThat(review(200, JSON, body)).isNotEmpty();
    }

    @Test
    void a_missing_body_is_reported() {
        assertThat(review(200, JSON, "")).containsExactly("the body is missing");
        assertThat(contract.faultsOfRequest(
                        contract.operation("submitReview"), Map.of("x-request-id", "1"), new byte[0]))
                .containsExactly("the body is missing");
    }

    @Test
    void a_body_that_is_not_declared_is_reported() {
        Map<String, String> etag = Map.of("content-type", "application/json", "etag", "\"1\"");

        assertThat(contract.faultsOfResponse(contract.operation("uploadPart"), 200, etag, bytes("{}")))
                .containsExactly("the reply has a body, and the contract declares none");
    }

    @Test
    void a_media_type_that_is_not_declared_is_reported() {
        assertThat(review(200, Map.of("content-type", "text/html"), REVIEW))
                .containsExactly("the media type text/html is not declared");
        assertThat(review(200, Map.of(), REVIEW)).containsExactly("the media type is missing");
        assertThat(review(404, JSON, PROBLEM)).containsExactly("the media type application/json is not declared");
    }

    @Test
    void a_status_that_is_not_declared_is_reported() {
        assertThat(review(203, JSON, REVIEW)).containsExactly("getReview does not declare the status 203");
        assertThat(review(418, PROBLEM_JSON, PROBLEM)).containsExactly("getReview does not declare the status 418");
    }

    @Test
    void a_problem_states_the_status_of_its_reply() {
        assertThat(review(500, PROBLEM_JSON, PROBLEM))
                .containsExactly("/status: the problem states 503 in a reply with the status 500");
    }

    @Test
    void a_required_header_is_validated() {
        ContractOperation upload = contract.operation("uploadPart");
        Map<String, String> typeOnly = Map.of("content-type", "application/problem+json");
        Map<String, String> someday = Map.of("content-type", "application/problem+json", "retry-after", "someday");

        assertThat(contract.faultsOfResponse(upload, 200, Map.of(), new byte[0]))
                .containsExactly("the header ETag is missing");
        assertThat(contract.faultsOfResponse(upload, 200, Map.of("etag", "\"1\""), new byte[0]))
                .isEmpty();
        assertThat(review(503, typeOnly, PROBLEM)).containsExactly("the header Retry-After is missing");
        assertThat(review(503, someday, PROBLEM))
                .containsExactly("the header Retry-After is neither a number of seconds nor an HTTP date");
    }

    @Test
    void the_headers_of_a_request_are_validated() {
        ContractOperation register = contract.operation("registerPublish");

        assertThat(contract.faultsOfRequest(register, Map.of("idempotency-key", "7"), bytes("{}")))
                .anySatisfy(
                        fault -> assertThat(fault).contains("Idempotency-Key").contains("uuid"))
                .contains("the header X-Request-ID is missing");
    }

    @Test
    void a_refusal_of_a_store_may_have_any_format() {
        Map<String, String> xml = Map.of("content-type", "application/xml");

        assertThat(contract.faultsOfResponse(contract.operation("uploadPart"), 403, xml, bytes("<Error/>")))
                .isEmpty();
    }

    @Test
    void a_request_outside_the_document_is_reported() {
        assertThat(contract.operation("GET", "/nowhere")).isEmpty();
        assertThat(contract.faultsOfRequest("GET", "/nowhere", Map.of(), new byte[0]))
                .containsExactly("GET /nowhere is not an operation of the contract");
        assertThatThrownBy(() -> contract.operation("unknown")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OpenApiContract.load("/unknown.openapi.yaml"))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void every_document_is_bundled() {
        assertThat(contract.operations()).hasSize(14);
        assertThat(OpenApiContract.load("/signing-service.openapi.yaml").operations())
                .isNotEmpty();
    }
}
