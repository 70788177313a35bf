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
import java.util.List;
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
