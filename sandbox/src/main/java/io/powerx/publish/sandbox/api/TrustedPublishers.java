package io.powerx.publish.sandbox.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.http.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code trusted-publishers.json} of the data directory: which workflows may publish which plugin without a stored token.
 *
 * @param audience the required audience of identity tokens
 * @param issuers the accepted issuers of identity tokens
 * @param publishers may have several entries for a plugin, one of which must match
 */
record TrustedPublishers(
        String audience,
        List<Issuer> issuers,
        List<Publisher> publishers,
        @Nullable Integer tokenLifetimeSeconds) {
    static final String FILE = "trusted-publishers.json";

    /**
     * @param issuer the claim iss
     * @param jwks the keys, or null if {@code jwksUri} is set
     * @param jwksUri the address of the keys
     */
    record Issuer(
            String issuer,
            @Nullable JsonNode jwks,
            @Nullable String jwksUri) {}

    /** @param claims the required claims with their exact values */
    record Publisher(String pluginId, String issuer, Map<String, String> claims) {}

    /** Reads the file, which may change while the sandbox runs; empty if trusted publishing is not configured. */
    static Optional<TrustedPublishers> read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            TrustedPublishers read = Json.mapper().readValue(Files.readString(file), TrustedPublishers.class);
            if (read.audience == null || read.issuers == null || read.publishers == null) {
                throw broken("audience, issuers and publishers are needed");
            }
            return Optional.of(read);
        } catch (JsonProcessingException e) {
            throw broken(e.getOriginalMessage());
        }
    }

    private static ProblemException broken(String why) {
        return ProblemException.of(500, "configuration_invalid", "The sandbox's " + FILE + " is not valid: " + why);
    }
}
