package io.powerx.publish.sandbox.section;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.sandbox.api.ArtifactRow;
import io.powerx.publish.sandbox.api.PublishRecord;
import io.powerx.publish.sandbox.api.PublishTable.HistoryEntry;
import io.powerx.publish.sandbox.api.Versions;
import io.powerx.publish.sandbox.evidence.Comparison;
import io.powerx.publish.sandbox.evidence.Components;
import io.powerx.publish.sandbox.evidence.Document;
import io.powerx.publish.sandbox.evidence.PackageView;
import io.powerx.publish.sandbox.evidence.PrecheckFindings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the page of a version shows.
 *
 * @param metadata as the publisher registered it; foreign text
 * @param checks what the sandbox verified on completion; empty before
 * @param artifact the package that is shown; null if there is none
 * @param pack null if there is none, or it is not uploaded
 * @param comparison of that package with the last approved version
 * @param history newest first
 * @param now the time of the page
 */
public record VersionView(
        PublishRecord publish,
        JsonNode metadata,
        JsonNode checks,
        @Nullable ArtifactRow artifact,
        @Nullable PackageView pack,
        Comparison comparison,
        Document<PrecheckFindings> findings,
        Document<Components> components,
        List<HistoryEntry> history,
        Instant now) {
    /** The plugin's name, or its id if it has none. */
    public String name() {
        String name = metadata.path("name").asText().strip();
        return name.isEmpty() ? publish.row().pluginId() : name;
    }

    /** The first verified signature that covers the packages; empty if a package is not signed, whatever else is. */
    Optional<JsonNode> packageSignature() {
        Map<String, JsonNode> signed = new LinkedHashMap<>();
        checks.path("signatures")
                .forEach(signature ->
                        signed.putIfAbsent(signature.path("artifact").asText(), signature));
        // The content check requires a signed list of every package as soon as one list is signed.
        Optional<JsonNode> list = namesOf("integrity").stream()
                .flatMap(name -> Optional.ofNullable(signed.get(name)).stream())
                .findFirst();
        List<String> packages = namesOf("package");
        boolean all = !packages.isEmpty() && signed.keySet().containsAll(packages);
        return list.or(() -> all ? Optional.ofNullable(signed.get(packages.get(0))) : Optional.empty());
    }

    private List<String> namesOf(String role) {
        return publish.artifacts().stream()
                .filter(each -> each.role().equals(role))
                .map(ArtifactRow::name)
                .toList();
    }

    public String state() {
        return Versions.statusOf(publish);
    }

    public String riskLevel() {
        return metadata.at("/risk/level").asText();
    }

    public String path() {
        return "/versions/" + publish.row().versionId();
    }
}
