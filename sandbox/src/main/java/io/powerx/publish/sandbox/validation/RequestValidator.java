package io.powerx.publish.sandbox.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.contract.OpenApiContract;
import io.powerx.publish.contract.SchemaViolation;
import io.powerx.publish.plugin.SemanticVersion;
import io.powerx.publish.sandbox.http.HttpExchange;
import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.http.ProblemException.FieldError;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Validates request bodies against the contract, and describes in words what is wrong and where. */
public final class RequestValidator {
    /** The most faults that one problem reports. */
    public static final int MAX_FAULTS = 50;

    /** A larger body is validated up to its first fault only. */
    private static final int MANY_VALUES = 100_000;

    private static final OpenApiContract CONTRACT = OpenApiContract.marketplace();
    private static final Predicate<String> NO_DEVICE = Pattern.compile(
                    "(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?")
            .asMatchPredicate()
            .negate();

    private static final Map<String, String> WORDS = Map.of(
            "object", "an object",
            "array", "an array",
            "string", "a string",
            "integer", "a whole number",
            "number", "a number",
            "boolean", "true or false",
            "uuid", "a UUID",
            "date-time", "an RFC 3339 time such as 2026-01-31T08:00:00Z");

    private RequestValidator() {}

    /**
     * Reads the JSON body of a request.
     *
     * @throws ProblemException if the body is missing, is not JSON, or violates the contract
     */
    public static JsonNode json(HttpExchange exchange) throws IOException {
        return validated(exchange, exchange.json());
    }

    /**
     * Returns the body if the contract permits it for the operation of the exchange.
     *
     * @throws ProblemException 400 with the faults, if it does not
     */
    public static JsonNode validated(HttpExchange exchange, JsonNode body) {
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
        String at = violation.pointer();
        JsonNode node = violation.expected();
        String expected = node.asText();
        return switch (violation.keyword()) {
            case "required" -> new FieldError(at, "required", "is missing");
            case "additionalProperties" -> new FieldError(at, "unknown", "is not allowed here");
            case "type" -> new FieldError(at, "type", "must be " + WORDS.getOrDefault(expected, expected));
            case "format" -> new FieldError(at, "format", "must be " + WORDS.getOrDefault(expected, expected));
            case "enum" -> new FieldError(at, "format", "must be one of " + words(node));
            case "const" -> new FieldError(at, "format", "must be " + expected);
            case "pattern" -> new FieldError(at, "format", "must match " + expected);
            case "minItems" -> new FieldError(at, "size", "has too few elements; the minimum is " + expected);
            case "maxItems" -> new FieldError(at, "size", "has too many elements; the maximum is " + expected);
            case "minimum" -> new FieldError(at, "range", "must be at least " + expected);
            case "maximum" -> new FieldError(at, "range", "must be at most " + expected);
            default -> new FieldError(at, "format", "does not match the contract");
        };
    }

    private static String words(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
    }

    /** Rules of the contract that a JSON schema cannot express. */
    private static void checkValues(JsonNode body, List<FieldError> faults) {
        for (String version : List.of("/metadata/version", "/version")) {
            checkText(faults, body, version, RequestValidator::isVersion, "must be a SemVer 2.0 version such as 1.2.3");
        }
        for (int i = 0; i < body.path("artifacts").size(); i++) {
            String artifact = "/artifacts/" + i;
            checkText(faults, body, artifact + "/name", NO_DEVICE, "must not be a name that Windows reserves");
            checkText(faults, body, artifact + "/url", RequestValidator::isHttpUrl, "must be an http or https URL");
        }
    }

    private static void checkText(
            List<FieldError> faults, JsonNode body, String pointer, Predicate<String> rule, String detail) {
        JsonNode value = body.at(pointer);
        if (value.isTextual() && !rule.test(value.textValue())) {
            faults.add(new FieldError(pointer, "format", detail));
        }
    }

    private static boolean isVersion(String text) {
        return SemanticVersion.parse(text).isPresent();
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
