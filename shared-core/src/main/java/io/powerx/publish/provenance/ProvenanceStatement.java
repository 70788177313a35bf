package io.powerx.publish.provenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.io.Utf8;
import io.powerx.publish.json.Json;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.ArtifactRole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An in-toto statement (v1) whose predicate is SLSA provenance (v1). Its subjects are the packages; the bill of materials and the integrity
 * lists are byproducts.
 */
public final class ProvenanceStatement {
    /** The payload type of in-toto statements in DSSE. */
    public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

    /** The media type of the envelope. */
    public static final String MEDIA_TYPE = "application/vnd.in-toto.provenance+dsse";

    /** The extension of the file with the envelope, on one line. */
    public static final String EXTENSION = ".intoto.jsonl";

    private static final String STATEMENT = "https://in-toto.io/Statement/v1";
    private static final String PREDICATE = "https://slsa.dev/provenance/v1";
    private static final String BUILD_TYPE = "https://powerx.io/px-publish/build/v1";
    private static final int MAX_SUBJECTS = 1_000;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final JsonNode statement;

    private ProvenanceStatement(JsonNode statement) {
        this.statement = statement;
    }

    /**
     * What is published.
     *
     * @param artifacts all of them; at least one is a package
     * @param toolVersion version of this program
     */
    public record Release(
            String pluginId,
            String version,
            String channel,
            String contentDigest,
            List<Artifact> artifacts,
            String toolVersion) {}

    /** The statement's bytes; the same for the same job and content. Contains no times, because none is certain. */
    public static byte[] write(Release release, BuildOrigin origin) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("_type", STATEMENT);
        statement.put("subject", descriptors(release.artifacts(), true));
        statement.put("predicateType", PREDICATE);
        Map<String, Object> predicate = new LinkedHashMap<>();
        predicate.put("buildDefinition", buildDefinition(release, origin));
        predicate.put("runDetails", runDetails(release, origin));
        statement.put("predicate", predicate);
        return Json.write(statement).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> buildDefinition(Release release, BuildOrigin origin) {
        Map<String, Object> external = new LinkedHashMap<>();
        external.put("plugin", release.pluginId());
        external.put("version", release.version());
        external.put("channel", release.channel());
        put(external, "source", origin.source());
        put(external, "ref", origin.ref());
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("buildType", BUILD_TYPE);
        definition.put("externalParameters", external);
        Map<String, Object> internal = new LinkedHashMap<>();
        internal.put("contentDigest", release.contentDigest());
        internal.putAll(new TreeMap<>(origin.parameters()));
        definition.put("internalParameters", internal);
        if (origin.source() != null || origin.commit() != null) {
            Map<String, Object> material = new LinkedHashMap<>();
            if (origin.source() != null) {
                String address = origin.source().contains("://") ? "git+" + origin.source() : origin.source();
                material.put("uri", address + (origin.ref() == null ? "" : "@" + origin.ref()));
            } else {
                material.put("name", "source");
            }
            if (origin.commit() != null) {
                material.put("digest", Map.of("gitCommit", origin.commit()));
            }
            definition.put("resolvedDependencies", List.of(material));
        }
        return definition;
    }

    private static Map<String, Object> runDetails(Release release, BuildOrigin origin) {
        Map<String, Object> builder = new LinkedHashMap<>();
        builder.put("id", origin.builder());
        builder.put("version", Map.of("px-publish", release.toolVersion()));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("builder", builder);
        if (origin.invocation() != null) {
            details.put("metadata", Map.of("invocationId", origin.invocation()));
        }
        details.put("byproducts", descriptors(release.artifacts(), false));
        return details;
    }

    private static List<Map<String, Object>> descriptors(List<Artifact> artifacts, boolean packages) {
        List<Map<String, Object>> descriptors = new ArrayList<>();
        for (Artifact artifact : artifacts) {
            if ((artifact.role() == ArtifactRole.PACKAGE) == packages) {
                Map<String, Object> descriptor = new LinkedHashMap<>();
                descriptor.put("name", artifact.name());
                descriptor.put("digest", Map.of("sha256", artifact.sha256()));
                put(descriptor, "mediaType", artifact.mediaType());
                descriptors.add(descriptor);
            }
        }
        return descriptors;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    /**
     * Reads a statement, which may be of another builder.
     *
     * @throws IOException with the reason as a clause, if it is not provenance in this form
     */
    public static ProvenanceStatement read(byte[] payload) throws IOException {
        JsonNode statement;
        try {
            statement = Json.mapper().readTree(Utf8.decode(payload));
        } catch (JsonProcessingException e) {
            throw new IOException("its payload is not JSON");
        }
        if (!statement.path("_type").asText().equals(STATEMENT)
                || !statement.path("predicateType").asText().equals(PREDICATE)) {
            throw new IOException("its payload is not an in-toto statement with SLSA provenance v1");
        }
        if (!statement.path("subject").isArray() || statement.path("subject").size() > MAX_SUBJECTS) {
            throw new IOException("it has no list of subjects, or more than " + MAX_SUBJECTS);
        }
        return new ProvenanceStatement(statement);
    }

    /** Whether a file with that digest is one of its subjects. */
    public boolean isAbout(String sha256) {
        return contains(statement.path("subject"), sha256);
    }

    /** Whether a file with that digest came into being in the same build. */
    public boolean hasByproduct(String sha256) {
        return contains(statement.at("/predicate/runDetails/byproducts"), sha256);
    }

    private static boolean contains(JsonNode descriptors, String sha256) {
        for (JsonNode descriptor : descriptors) {
            String stated = descriptor.at("/digest/sha256").asText();
            if (SHA256.matcher(stated).matches() && stated.equals(sha256)) {
                return true;
            }
        }
        return false;
    }

    /** URI of the builder; blank if it is not stated. */
    public String builder() {
        return statement.at("/predicate/runDetails/builder/id").asText();
    }

    public Optional<String> invocation() {
        return text("/predicate/runDetails/metadata/invocationId");
    }

    /** URI of the source. */
    public Optional<String> source() {
        return text("/predicate/buildDefinition/resolvedDependencies/0/uri");
    }

    public Optional<String> commit() {
        return text("/predicate/buildDefinition/resolvedDependencies/0/digest/gitCommit");
    }

    private Optional<String> text(String pointer) {
        JsonNode node = statement.at(pointer);
        return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }
}
