package io.powerx.publish.sandbox.api;

import io.powerx.publish.plugin.SemanticVersion;
import io.powerx.publish.sandbox.api.ConsoleTable.Entry;
import io.powerx.publish.sandbox.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses the approved version that a reviewer compares a version with. */
public final class BaseVersion {
    private BaseVersion() {}

    /**
     * The version on the same channel if there is one, a lower one if there is one, and of these the highest. Versions that were approved
     * after this one was decided do not count, so the comparison stays the same.
     */
    public static Optional<PublishRecord> of(Tx tx, PublishRecord publish) throws SQLException {
        ReviewRow review = publish.review();
        Instant until = review == null || review.decidedAt() == null ? Instant.MAX : review.decidedAt();
        SemanticVersion own = SemanticVersion.parse(publish.row().version()).orElse(null);
        Comparator<Entry> preference = Comparator.<Entry, Boolean>comparing(
                        entry -> entry.channel().equals(publish.row().channel()))
                .thenComparing(entry -> isLower(entry, own))
                .thenComparing(
                        entry -> SemanticVersion.parse(entry.version()).orElse(null),
                        Comparator.nullsFirst(Comparator.naturalOrder()));
        Optional<Entry> base = new ConsoleTable(tx)
                .approved(publish.row().pluginId()).stream()
                        .filter(entry -> !entry.versionId().equals(publish.row().versionId()))
                        .filter(entry ->
                                entry.decidedAt() != null && entry.decidedAt().isBefore(until))
                        .max(preference);
        return base.isEmpty()
                ? Optional.empty()
                : Optional.of(new PublishTable(tx).ofVersion(base.get().versionId()));
    }

    private static boolean isLower(Entry entry, @Nullable SemanticVersion version) {
        return version != null
                && SemanticVersion.parse(entry.version())
                        .filter(other -> other.compareTo(version) < 0)
                        .isPresent();
    }
}
