package io.jenkins.plugins.powerx.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.powerx.publish.plugin.SemanticVersion;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Function;

/** The columns that a list of releases can be sorted by. */
enum ReleaseOrder {
    CHANGED(Comparator.comparingLong(VersionRow::changed), true),
    PLUGIN(
            Comparator.comparing((VersionRow row) -> row.getRelease().getTitle(), String.CASE_INSENSITIVE_ORDER)
                    .thenComparing(row -> row.getRelease().getPluginId()),
            false),
    VERSION(
            Comparator.comparing(
                    row -> row.getRelease().semanticVersion(),
                    Comparator.nullsFirst(Comparator.<SemanticVersion>naturalOrder())),
            true),
    CHANNEL(text(row -> row.getRelease().getChannel()), false),
    ENDPOINT(text(row -> row.getRelease().getEndpoint()), false),
    STATE(Comparator.comparing(row -> row.getRelease().getState()), false),
    SINCE(Comparator.comparing((VersionRow row) -> row.getRelease().getSince()).reversed(), true),
    QUEUE(Comparator.comparing(VersionRow::getQueue, Comparator.nullsFirst(Comparator.<Duration>naturalOrder())), true),
    NEXT(
            Comparator.comparing(
                    row -> row.isPending() ? row.getRelease().getNextCheck() : null,
                    Comparator.nullsLast(Comparator.naturalOrder())),
            false),
    BY(text(VersionRow::getBy), false),
    JOB(text(VersionRow::getJobName), false);

    private final Comparator<VersionRow> ascending;
    private final boolean descendingFirst;

    ReleaseOrder(Comparator<VersionRow> ascending, boolean descendingFirst) {
        this.ascending = ascending;
        this.descendingFirst = descendingFirst;
    }

    /** The order for a key; {@link #CHANGED} for an unknown one. */
    static ReleaseOrder of(@NonNull String key) {
        return Arrays.stream(values())
                .filter(order -> order.key().equals(key))
                .findFirst()
                .orElse(CHANGED);
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isDescendingFirst() {
        return descendingFirst;
    }

    /** Versions that are equal in this order are sorted by their latest change, the newest first. */
    Comparator<VersionRow> comparator(boolean descending) {
        Comparator<VersionRow> latestFirst = CHANGED.ascending.reversed();
        return (descending ? ascending.reversed() : ascending).thenComparing(latestFirst);
    }

    private static Comparator<VersionRow> text(Function<VersionRow, String> value) {
        return Comparator.comparing(
                value, Comparator.nullsLast(String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder())));
    }
}
