package io.powerx.publish.contract;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value that violates a JSON schema.
 *
 * @param pointer the position of the value in the document (RFC 6901); for a missing or unknown member, the position of that member
 * @param keyword the keyword of the schema that is violated, such as {@code required}
 * @param expected the value of the keyword in the schema
 */
public record SchemaViolation(String pointer, String keyword, JsonNode expected) {}
