package io.powerx.publish.sandbox.api;

import io.powerx.publish.sandbox.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the versions that the console lists. */
public final class ConsoleTable {
    private static final String ENTRIES =
            "(SELECT p.version_id, p.plugin_id, p.plugin_name, p.version, p.channel, p.risk, "
                    + "CASE WHEN r.status = 'paused' THEN 'review_paused' ELSE p.status END AS state, "
                    + "p.registered_by, p.created_at, r.submitted_at, r.decided_at, r.decided_by, r.notes "
                    + "FROM publish p LEFT JOIN review r ON r.version_id = p.version_id) AS entry WHERE ";
    private static final int MAX_TERMS = 8;

    private final Tx tx;

    public ConsoleTable(Tx tx) {
        this.tx = tx;
    }

    /**
     * A version in a list.
     *
     * @param pluginName empty if unknown
     * @param risk the level; empty if unknown
     * @param state as {@link Versions#statusOf}
     * @param submittedAt null before the submission
     * @param decidedAt null before the decision
     * @param notes of the decision
     */
    public record Entry(
            String versionId,
            String pluginId,
            String pluginName,
            String version,
            String channel,
            String risk,
            String state,
            String registeredBy,
            Instant createdAt,
            @Nullable Instant submittedAt,
            @Nullable Instant decidedAt,
            @Nullable String decidedBy,
            @Nullable String notes) {
        /** The plugin's name, or its id if it has none. */
        public String name() {
            return pluginName.isBlank() ? pluginId : pluginName;
        }
    }

    /**
     * Which versions are listed; an empty value accepts all.
     *
     * @param states any of them
     * @param text words, each of which must be in the plugin's id, its name or the version, in any letter case
     */
    public record Filter(List<String> states, String channel, String risk, String text) {
        /** All versions in one of these states. */
        public static Filter of(List<String> states) {
            return new Filter(states, "", "", "");
        }
    }

    /**
     * The matching versions of a plugin.
     *
     * @param versions how many
     */
    public record PluginGroup(String pluginId, long versions) {}

    /** A condition with its arguments. */
    private record Condition(String sql, List<Object> arguments) {
        static Condition of(Filter filter) {
            StringBuilder sql = new StringBuilder("TRUE");
            List<Object> arguments = new ArrayList<>();
            if (!filter.states().isEmpty()) {
                String parameters =
                        String.join(", ", Collections.nCopies(filter.states().size(), "?"));
                sql.append(" AND state IN (").append(parameters).append(')');
                arguments.addAll(filter.states());
            }
            if (!filter.channel().isEmpty()) {
                sql.append(" AND channel = ?");
                arguments.add(filter.channel());
            }
            if (!filter.risk().isEmpty()) {
                sql.append(" AND risk = ?");
                arguments.add(filter.risk());
            }
            for (String term : terms(filter.text())) {
                sql.append(" AND (LOCATE(?, LOWER(plugin_id)) > 0 OR LOCATE(?, LOWER(plugin_name)) > 0"
                        + " OR LOCATE(?, LOWER(version)) > 0)");
                arguments.addAll(Collections.nCopies(3, term));
            }
            return new Condition(sql.toString(), arguments);
        }

        private static List<String> terms(String text) {
            return text.isBlank()
                    ? List.of()
                    : List.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+")).stream()
                            .limit(MAX_TERMS)
                            .toList();
        }

        Object[] with(Object... more) {
            List<Object> all = new ArrayList<>(arguments);
            Collections.addAll(all, more);
            return all.toArray();
        }
    }

    public long count(Filter filter) throws SQLException {
        Condition condition = Condition.of(filter);
        return tx.one("SELECT COUNT(*) FROM " + ENTRIES + condition.sql(), row -> row.getLong(1), condition.with())
                .orElse(0L);
    }

    /** The matching versions: those that wait for a reviewer first, the longest wait first; then the others, the newest first. */
    public List<Entry> find(Filter filter, int offset, int length) throws SQLException {
        Condition condition = Condition.of(filter);
        return tx.select(
                Entry.class,
                ENTRIES + condition.sql()
                        + " ORDER BY CASE WHEN state IN ('queued', 'review_paused') THEN submitted_at END NULLS LAST,"
                        + " created_at DESC, version_id LIMIT ? OFFSET ?",
                condition.with(length, offset));
    }

    public long countPlugins(Filter filter) throws SQLException {
        Condition condition = Condition.of(filter);
        return tx.one(
                        "SELECT COUNT(DISTINCT plugin_id) FROM " + ENTRIES + condition.sql(),
                        row -> row.getLong(1),
                        condition.with())
                .orElse(0L);
    }

    /** The plugins with matching versions, in the order of their first version in {@link #find}. */
    public List<PluginGroup> findPlugins(Filter filter, int offset, int length) throws SQLException {
        Condition condition = Condition.of(filter);
        return tx.list(
                "SELECT plugin_id, COUNT(*) FROM " + ENTRIES + condition.sql() + " GROUP BY plugin_id"
                        + " ORDER BY MIN(CASE WHEN state IN ('queued', 'review_paused') THEN submitted_at END) NULLS LAST,"
                        + " MAX(created_at) DESC, plugin_id LIMIT ? OFFSET ?",
                row -> new PluginGroup(row.getString(1), row.getLong(2)),
                condition.with(length, offset));
    }

    /** The matching versions of a plugin, in the order of {@link #find}. */
    public List<Entry> ofPlugin(String pluginId, Filter filter, int offset, int length) throws SQLException {
        Condition condition = Condition.of(filter);
        return tx.select(
                Entry.class,
                ENTRIES + condition.sql()
                        + " AND plugin_id = ?"
                        + " ORDER BY CASE WHEN state IN ('queued', 'review_paused') THEN submitted_at END NULLS LAST,"
                        + " created_at DESC, version_id LIMIT ? OFFSET ?",
                condition.with(pluginId, length, offset));
    }

    /** All versions of a plugin, the newest first. */
    public List<Entry> history(String pluginId, int offset, int length) throws SQLException {
        return tx.select(
                Entry.class,
                ENTRIES + "plugin_id = ? ORDER BY created_at DESC, version_id LIMIT ? OFFSET ?",
                pluginId,
                length,
                offset);
    }

    public long countVersions(String pluginId) throws SQLException {
        return tx.one("SELECT COUNT(*) FROM publish WHERE plugin_id = ?", row -> row.getLong(1), pluginId)
                .orElse(0L);
    }

    /** The approved version of a plugin on a channel that was decided last. */
    public Optional<Entry> latestApproved(String pluginId, String channel) throws SQLException {
        return tx
                .select(
                        Entry.class,
                        ENTRIES + "plugin_id = ? AND channel = ? AND state = 'approved'"
                                + " ORDER BY decided_at DESC, version_id LIMIT 1",
                        pluginId,
                        channel)
                .stream()
                .findFirst();
    }

    /** All approved versions of a plugin, in no order. */
    List<Entry> approved(String pluginId) throws SQLException {
        return tx.select(Entry.class, ENTRIES + "plugin_id = ? AND state = 'approved'", pluginId);
    }
}
