package io.powerx.publish.sandbox.api;

import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and changes publishes in a transaction. */
public final class PublishTable {
    private final Tx tx;

    public PublishTable(Tx tx) {
        this.tx = tx;
    }

    Optional<PublishRow> byRequestId(String requestId) throws SQLException {
        return row("request_id = ?", requestId);
    }

    public PublishRecord get(String publishId) throws SQLException {
        return record(row("publish_id = ?", publishId)
                .orElseThrow(() -> ProblemException.notFound("There is no publish with this id.")));
    }

    public PublishRecord ofVersion(String versionId) throws SQLException {
        return record(row("version_id = ?", versionId)
                .orElseThrow(() -> ProblemException.notFound("There is no version with this id.")));
    }

    /** Like {@link #get}, and locks the publish until the transaction ends. */
    PublishRecord lock(String publishId) throws SQLException {
        tx.list("SELECT status FROM publish WHERE publish_id = ? FOR UPDATE", row -> row.getString(1), publishId);
        return get(publishId);
    }

    /** Like {@link #ofVersion}, and locks the publish until the transaction ends. */
    PublishRecord lockVersion(String versionId) throws SQLException {
        return lock(ofVersion(versionId).row().publishId());
    }

    /** The publishes that have reserved a version number, on any channel. Locks the number until the transaction ends. */
    List<PublishRow> holders(String pluginId, String version) throws SQLException {
        tx.update(
                "INSERT INTO version_number SELECT ?, ? WHERE NOT EXISTS "
                        + "(SELECT 1 FROM version_number WHERE plugin_id = ? AND version = ?)",
                pluginId,
                version,
                pluginId,
                version);
        tx.list(
                "SELECT 1 FROM version_number WHERE plugin_id = ? AND version = ? FOR UPDATE",
                row -> row.getInt(1),
                pluginId,
                version);
        return reserved(pluginId, version);
    }

    /** Like {@link #holders}, without a lock. */
    List<PublishRow> reserved(String pluginId, String version) throws SQLException {
        return rows("plugin_id = ? AND version = ? AND slot IS NOT NULL", pluginId, version);
    }

    /** The uploaded versions of a plugin on all channels. */
    List<PublishRow> uploaded(String pluginId) throws SQLException {
        return rows("plugin_id = ? AND uploaded_at IS NOT NULL", pluginId);
    }

    private List<PublishRow> rows(String condition, Object... arguments) throws SQLException {
        return tx.select(PublishRow.class, "publish WHERE " + condition, arguments);
    }

    void insert(PublishRow row) throws SQLException {
        tx.insert("publish", Map.of(), row);
    }

    void insertArtifact(String publishId, ArtifactRow artifact) throws SQLException {
        tx.insert("artifact", Map.of("publish_id", publishId), artifact);
    }

    /** Replaces an announced artifact and deletes its parts. Returns the files that are no longer used. */
    List<String> replaceArtifact(PublishRecord publish, ArtifactRow artifact) throws SQLException {
        List<String> dropped =
                publish.artifact(artifact.name()).map(publish::filesOf).orElse(List.of());
        deleteParts(publish.row().publishId(), artifact.name());
        tx.update(
                "DELETE FROM artifact WHERE publish_id = ? AND name = ?",
                publish.row().publishId(),
                artifact.name());
        insertArtifact(publish.row().publishId(), artifact);
        return dropped;
    }

    void deleteParts(String publishId, String artifact) throws SQLException {
        tx.update("DELETE FROM part WHERE publish_id = ? AND artifact = ?", publishId, artifact);
    }

    void deletePart(String publishId, PartRow part) throws SQLException {
        tx.update(
                "DELETE FROM part WHERE publish_id = ? AND artifact = ? AND number = ? AND file = ?",
                publishId,
                part.artifact(),
                part.number(),
                part.file());
    }

    void putPart(String publishId, PartRow part) throws SQLException {
        tx.update(
                "DELETE FROM part WHERE publish_id = ? AND artifact = ? AND number = ?",
                publishId,
                part.artifact(),
                part.number());
        tx.insert("part", Map.of("publish_id", publishId), part);
    }

    void touch(String publishId, long now) throws SQLException {
        tx.update("UPDATE publish SET touched_at = ? WHERE publish_id = ?", now, publishId);
    }

    void announce(String publishId, String fingerprint, String contentKey) throws SQLException {
        tx.update(
                "UPDATE publish SET fingerprint = ?, content_key = ? WHERE publish_id = ?",
                fingerprint,
                contentKey,
                publishId);
    }

    /** Marks the upload as complete and verified. */
    void setUploaded(String publishId, String checks, long now) throws SQLException {
        tx.update(
                "UPDATE publish SET status = 'uploaded', checks = ?, uploaded_at = ?, touched_at = ? WHERE publish_id = ?",
                checks,
                now,
                now,
                publishId);
    }

    void setStatus(String publishId, String status) throws SQLException {
        tx.update("UPDATE publish SET status = ? WHERE publish_id = ?", status, publishId);
    }

    /** Withdraws a publish whose upload was not completed, and releases its version number. */
    void withdrawUpload(String publishId) throws SQLException {
        tx.update("UPDATE publish SET status = 'withdrawn', slot = NULL WHERE publish_id = ?", publishId);
        tx.update("DELETE FROM part WHERE publish_id = ?", publishId);
    }

    void insertReview(ReviewRow review) throws SQLException {
        tx.insert("review", Map.of(), review);
    }

    void setReviewStatus(String versionId, String status) throws SQLException {
        tx.update("UPDATE review SET status = ? WHERE version_id = ?", status, versionId);
    }

    void decide(String versionId, String decision, String by, long now, @Nullable String notes) throws SQLException {
        tx.update(
                "UPDATE review SET status = ?, decided_by = ?, decided_at = ?, notes = ? WHERE version_id = ?",
                decision,
                by,
                now,
                notes,
                versionId);
    }

    void reopen(String versionId) throws SQLException {
        tx.update(
                "UPDATE review SET status = 'queued', decided_by = NULL, decided_at = NULL, notes = NULL "
                        + "WHERE version_id = ?",
                versionId);
    }

    /** Adds an entry to the history that reviewers see. */
    void remember(String publishId, long now, String actor, String act, @Nullable String reason) throws SQLException {
        HistoryEntry entry = new HistoryEntry(Instant.ofEpochMilli(now), actor, act, reason);
        tx.insert("history", Map.of("publish_id", publishId), entry);
    }

    /** The history of a publish, newest first. */
    public List<HistoryEntry> history(String publishId) throws SQLException {
        return tx.select(HistoryEntry.class, "history WHERE publish_id = ? ORDER BY id DESC LIMIT 200", publishId);
    }

    public record HistoryEntry(
            Instant happenedAt,
            String actor,
            String act,
            @Nullable String reason) {}

    private Optional<PublishRow> row(String condition, String argument) throws SQLException {
        return rows(condition, argument).stream().findFirst();
    }

    PublishRecord record(PublishRow row) throws SQLException {
        List<ArtifactRow> artifacts =
                tx.select(ArtifactRow.class, "artifact WHERE publish_id = ? ORDER BY ordinal", row.publishId());
        List<PartRow> parts =
                tx.select(PartRow.class, "part WHERE publish_id = ? ORDER BY artifact, number", row.publishId());
        List<ReviewRow> reviews = tx.select(ReviewRow.class, "review WHERE version_id = ?", row.versionId());
        return new PublishRecord(
                row, artifacts, parts, reviews.stream().findFirst().orElse(null));
    }
}
