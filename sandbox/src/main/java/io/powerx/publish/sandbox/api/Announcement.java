package io.powerx.publish.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.pack.ReleasePlan;
import io.powerx.publish.sandbox.SandboxOptions;
import io.powerx.publish.sandbox.http.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A plugin version and its announced artifacts. */
record Announcement(
        String pluginId, String version, String channel, String pluginName, String risk, List<ArtifactRow> artifacts) {
    private static final int MAX_NAME = 255;

    static Announcement of(JsonNode request, SandboxOptions options) {
        JsonNode metadata = request.get("metadata");
        return new Announcement(
                metadata.get("pluginId").textValue(),
                metadata.get("version").textValue(),
                metadata.get("channel").textValue(),
                cut(metadata.path("name").asText()),
                metadata.at("/risk/level").asText(),
                artifacts(request.get("artifacts"), options));
    }

    static Announcement of(PublishRow row, List<ArtifactRow> artifacts) {
        return new Announcement(row.pluginId(), row.version(), row.channel(), row.pluginName(), row.risk(), artifacts);
    }

    private static String cut(String name) {
        return name.substring(0, Math.min(MAX_NAME, name.length()));
    }

    /** Reads announced artifacts; names must differ, and none may be larger than the limit. */
    static List<ArtifactRow> artifacts(JsonNode nodes, SandboxOptions options) {
        List<ArtifactRow> artifacts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < nodes.size(); i++) {
            ArtifactRow artifact = ArtifactRow.announced(nodes.get(i), i, options.partSize());
            if (!names.add(artifact.name())) {
                throw ProblemException.validation("/artifacts/" + i + "/name", "duplicate", "is not unique");
            }
            if (artifact.size() > options.maxArtifactBytes()) {
                throw ProblemException.of(
                                413,
                                "artifact_too_large",
                                artifact.name() + " has " + artifact.size() + " bytes; at most "
                                        + options.maxArtifactBytes() + " are accepted.")
                        .with("limitBytes", options.maxArtifactBytes())
                        .error("/artifacts/" + i + "/size", "too_large", "is more than " + options.maxArtifactBytes());
            }
            artifacts.add(artifact);
        }
        return artifacts;
    }

    /** A digest of the names, sizes and digests of the artifacts in any order; two registrations with the same one are the same. */
    String fingerprint() {
        return Sha256.hex(artifacts.stream()
                .map(artifact -> artifact.sha256() + " " + artifact.size() + " " + artifact.name() + "\n")
                .sorted()
                .collect(Collectors.joining()));
    }

    /**
     * A digest that identifies the content of the version: of the integrity lists, which do not change when the version is signed
     * again; without lists, of the packages; without packages, of all artifacts.
     */
    String contentKey() {
        for (String role : List.of("integrity", "package")) {
            List<ArtifactRow> files = artifacts.stream()
                    .filter(artifact -> artifact.role().equals(role))
                    .toList();
            if (!files.isEmpty()) {
                return contentKey(role, ReleasePlan.contentDigest(digests(files)));
            }
        }
        return fingerprint();
    }

    /** By platform; by name if two files are for the same platform or do not state it, so that each of them counts. */
    private static Map<String, String> digests(List<ArtifactRow> files) {
        Set<String> platforms = new HashSet<>();
        boolean distinct = files.stream().allMatch(file -> file.platform() != null && platforms.add(file.platform()));
        return files.stream()
                .collect(Collectors.toMap(distinct ? ArtifactRow::platform : ArtifactRow::name, ArtifactRow::sha256));
    }

    /** @param digest the content digest as the contract defines it, of the artifacts with that role */
    static String contentKey(String role, String digest) {
        return Sha256.hex(role + "\n" + digest);
    }
}
