package io.powerx.publish.contract;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An operation of an OpenAPI document.
 *
 * @param method in upper case
 * @param template the path, with parameters in braces
 * @param pointer the position of {@code node} in the document, as a JSON pointer
 */
public record ContractOperation(String operationId, String method, String template, String pointer, JsonNode node) {
    boolean serves(String requestMethod, String path) {
        return method.equals(requestMethod) && path.matches(template.replaceAll("\\{[^}]+}", "[^/]+"));
    }
}
