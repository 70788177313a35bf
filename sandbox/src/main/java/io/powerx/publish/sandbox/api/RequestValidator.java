package io.powerx.publish.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.contract.OpenApiContract;
import io.powerx.publish.contract.SchemaViolation;
import io.powerx.publish.sandbox.http.HttpExchange;
import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.http.ProblemException.FieldError;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.semver4j.Semver;

/** Validates request bodies against the contract, and describes in words what is wrong and where. */
final class RequestValidator {
    /** The most faults that one problem reports. */
    static final int MAX_FAULTS = 50;

    /** A larger body is validated up to its first fault only. */
    private static final int MANY_VALUES = 100_000;

    private static final OpenApiContract CONTRACT = OpenApiContract.marketplace();
    private static final Pattern WINDOWS_DEVICE =
            Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?", Pattern.CASE_INSENSITIVE);

    private static final Map<String, String> TYPES = Map.of(
            "object", "an object",
            "array", "an array",
            "string", "a string",
            "integer", "a whole number",
            "number", "a number",
            "boolean", "true or false",
            "null", "null");

    private static final Map<String, String> FORMATS =
            Map.of("uuid", "a UUID", "date-time", "an RFC 3339 time such as 2026-01-31T08:00:00Z");

    private RequestValidator() {}

    /**
     * Reads the JSON body of a request.
     *
     * @throws ProblemException if the body is missing, is not JSON, or violates the contract
     */
    static JsonNode json(HttpExchange exchange) throws IOException {
        return validated(exchange, exchange.json());
    }

    /**
     * Returns the body if the contract permits it for the operation of the exchange.
     *
     * @throws ProblemException 400 with the faults, if it does not
     */
    static JsonNode validated(HttpExchange exchange, JsonNode body) {
        List<FieldError> faults = new ArrayList<>();
        int values = new RequestLimits(faults).check(body);
        if (faults.isEmpty()) {
            CONTRACT.violationsOfRequestBody(CONTRACT.operation(exchange.operation()), body, values > MANY_VALUES)
                    .forEach(violation -> faults.add(fault(violation)));
            checkValues(body, faults);
        }
        if (!faults.isEmpty()) {
            throw refusal(faults);
        }
        return body;
    }

    private static ProblemException refusal(List<FieldError> faults) {
        FieldError first = faults.get(0);
        String more = faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more)";
        ProblemException problem = ProblemException.of(
                400,
                "validation_failed",
                (first.pointer().isEmpty() ? "the document" : first.pointer()) + ": " + first.detail() + more);
        faults.stream()
                .limit(MAX_FAULTS)
                .forEach(fault -> problem.error(fault.pointer(), fault.code(), fault.detail()));
        return problem;
    }

    private static FieldError fault(SchemaViolation violation) {
        JsonNode expected = violation.expected();
        String code =
                switch (violation.keyword()) {
                    case "required" -> "required";
                    case "additionalProperties" -> "unknown";
                    case "type" -> "type";
                    case "minItems", "maxItems" -> "size";
                    case "minimum", "maximum" -> "range";
                    default -> "format";
                };
        String detail =
                switch (violation.keyword()) {
                    case "required" -> "is missing";
                    case "additionalProperties" -> "is not allowed here";
                    case "type" -> "must be " + types(expected);
                    case "enum" -> "must be one of " + joined(expected, ", ");
                    case "const" -> "must be " + expected.asText();
                    case "format" -> "must be " + FORMATS.getOrDefault(expected.asText(), expected.asText());
                    case "pattern" -> "must match " + expected.asText();
                    case "minItems" -> "must have at least " + elements(expected);
                    case "maxItems" -> "must have at most " + elements(expected);
                    case "minimum" -> "must be at least " + expected.asText();
                    case "maximum" -> "must be at most " + expected.asText();
                    default -> "does not match the contract";
                };
        return new FieldError(violation.pointer(), code, detail);
    }

    private static String types(JsonNode expected) {
        return expected.isArray()
                ? StreamSupport.stream(expected.spliterator(), false)
                        .map(RequestValidator::types)
                        .collect(Collectors.joining(" or "))
                : TYPES.getOrDefault(expected.asText(), expected.asText());
    }

    private static String joined(JsonNode values, String separator) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(separator));
    }

    private static String elements(JsonNode count) {
        return count.asInt() == 1 ? "1 element" : count.asText() + " elements";
    }

    /** Rules of the contract that a JSON schema cannot express. */
    private static void checkValues(JsonNode body, List<FieldError> faults) {
        JsonNode version = body.path("metadata").path("version");
        if (version.isTextual() && !Semver.isValid(version.textValue())) {
            faults.add(new FieldError("/metadata/version", "format", "must be a SemVer 2.0 version such as 1.2.3"));
        }
        JsonNode artifacts = body.path("artifacts");
        for (int i = 0; i < artifacts.size(); i++) {
            JsonNode name = artifacts.path(i).path("name");
            if (name.isTextual() && WINDOWS_DEVICE.matcher(name.textValue()).matches()) {
                faults.add(new FieldError(
                        "/artifacts/" + i + "/name", "format", "must not be a name that Windows reserves"));
            }
            JsonNode url = artifacts.path(i).path("url");
            if (url.isTextual() && !isHttpUrl(url.textValue())) {
                faults.add(new FieldError("/artifacts/" + i + "/url", "format", "must be an http or https URL"));
            }
        }
    }

    private static boolean isHttpUrl(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null
                    && uri.getUserInfo() == null
                    && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
