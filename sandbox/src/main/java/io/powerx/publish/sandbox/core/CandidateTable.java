package io.powerx.publish.sandbox.core;

import io.powerx.publish.sandbox.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Candidates, packages and keys in one transaction. */
final class CandidateTable {
    private static final String CANDIDATES = "(SELECT c.*, (SELECT COUNT(*) FROM core_package p WHERE p.candidate_id ="
            + " c.candidate_id) AS packages FROM core_candidate c) candidate WHERE deleted_at IS NULL";

    private final Tx tx;

    CandidateTable(Tx tx) {
        this.tx = tx;
    }

    /** The values of a registration. */
    record Submission(
            String tenant,
            String pluginId,
            String version,
            String artifactUri,
            String commit,
            String notes,
            String labels) {}

    /** The filter of a list; null matches everything. */
    record Filter(
            @Nullable String tenant,
            @Nullable String pluginId,
            @Nullable String versionPrefix,
            @Nullable String approvalStatus,
            @Nullable String gateStatus) {}

    /** A page of a list, and the total number of candidates. */
    record Found(List<CandidateRow> rows, long total) {}

    /** Silently overwrites an existing candidate, which resets its gates and approval and restores it if it was deleted. */
    CandidateRow upsert(Submission submission, long now) throws SQLException {
        Optional<String> held = tx.one(
                "SELECT candidate_id FROM core_candidate WHERE tenant = ? AND plugin_id = ? AND version = ? FOR UPDATE",
                row -> row.getString(1),
                submission.tenant(),
                submission.pluginId(),
                submission.version());
        String id = held.orElseGet(() -> UUID.randomUUID().toString());
        if (held.isEmpty()) {
            tx.update(
                    "INSERT INTO core_candidate (candidate_id, tenant, plugin_id, version, artifact_uri, commit_hash,"
                            + " notes, gate_status, approval_status, labels, submitted_at, created_at) VALUES"
                            + " (?, ?, ?, ?, '', '', '', '', '', '', 0, ?)",
                    id,
                    submission.tenant(),
                    submission.pluginId(),
                    submission.version(),
                    now);
        }
        tx.update(
                "UPDATE core_candidate SET artifact_uri = ?, commit_hash = ?, notes = ?, gate_status = 'pending',"
                        + " approval_status = 'submitted', labels = ?, submitted_at = ?, gates_checked_at = NULL,"
                        + " approved_at = NULL, deleted_at = NULL WHERE candidate_id = ?",
                submission.artifactUri(),
                submission.commit(),
                submission.notes(),
                submission.labels(),
                now,
                id);
        return get(id).orElseThrow();
    }

    Optional<CandidateRow> get(String id) throws SQLException {
        return tx.select(CandidateRow.class, CANDIDATES + " AND candidate_id = ?", id).stream()
                .findFirst();
    }

    Found list(Filter filter, int page, int size) throws SQLException {
        StringBuilder where = new StringBuilder();
        List<@Nullable Object> arguments = new ArrayList<>();
        narrow(where, arguments, "tenant = ?", filter.tenant());
        narrow(where, arguments, "plugin_id = ?", filter.pluginId());
        narrow(
                where,
                arguments,
                "version LIKE ?",
                filter.versionPrefix() == null ? null : filter.versionPrefix() + "%");
        narrow(where, arguments, "approval_status = ?", filter.approvalStatus());
        narrow(where, arguments, "gate_status = ?", filter.gateStatus());
        long total = tx.list("SELECT 1 FROM " + CANDIDATES + where, row -> 1, arguments.toArray())
                .size();
        arguments.add(size);
        arguments.add((page - 1) * size);
        List<CandidateRow> rows = tx.select(
                CandidateRow.class,
                CANDIDATES + where + " ORDER BY created_at DESC, candidate_id LIMIT ? OFFSET ?",
                arguments.toArray());
        return new Found(rows, total);
    }

    private static void narrow(
            StringBuilder where, List<@Nullable Object> arguments, String condition, @Nullable String value) {
        if (value != null) {
            where.append(" AND ").append(condition);
            arguments.add(value);
        }
    }

    void update(String id, String column, @Nullable Object value) throws SQLException {
        tx.update("UPDATE core_candidate SET " + column + " = ? WHERE candidate_id = ?", value, id);
    }

    void insertPackage(
            String packageId, String candidateId, String uri, String checksum, String signature, String keyId)
            throws SQLException {
        tx.update(
                "INSERT INTO core_package VALUES (?, ?, ?, ?, ?, ?)",
                packageId,
                candidateId,
                uri,
                checksum,
                signature,
                keyId);
    }

    Optional<String> publicKey(String keyId) throws SQLException {
        return tx.one(
                "SELECT public_key FROM core_signing_key WHERE key_id = ? AND enabled", row -> row.getString(1), keyId);
    }

    boolean hasKey(String keyId) throws SQLException {
        return tx.one("SELECT 1 FROM core_signing_key WHERE key_id = ?", row -> 1, keyId)
                .isPresent();
    }

    void insertKey(String keyUuid, String keyId, String publicKey) throws SQLException {
        tx.update("INSERT INTO core_signing_key VALUES (?, ?, ?, TRUE)", keyUuid, keyId, publicKey);
    }
}
