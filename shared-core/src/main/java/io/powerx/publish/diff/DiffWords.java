package io.powerx.publish.diff;

import io.powerx.publish.diff.PackageDiff.DependencyChange;
import io.powerx.publish.diff.PackageDiff.FileChange;
import io.powerx.publish.diff.PackageDiff.FileState;
import io.powerx.publish.diff.PackageDiff.Kind;
import io.powerx.publish.diff.PackageDiff.MigrationChange;
import io.powerx.publish.diff.PackageDiff.Side;
import io.powerx.publish.diff.PackageDiff.ValueChange;
import io.powerx.publish.event.Quantities;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words that all forms for readers use. {@code arrow} is put between the older and the newer value. */
public final class DiffWords {
    private DiffWords() {}

    static String title(PackageDiff diff, String arrow) {
        Side from = diff.from();
        Side to = diff.to();
        return from.id().equals(to.id())
                ? from.id() + " " + from.version() + arrow + to.version()
                : from.id() + " " + from.version() + arrow + to.id() + " " + to.version() + " (another plugin)";
    }

    static String size(Side side) {
        return Quantities.count(side.files(), "file") + ", " + Quantities.size(side.bytes());
    }

    /** Such as {@code 1 added, 0 removed, 2 changed}. */
    public static String counts(List<FileChange> files) {
        return "%d added, %d removed, %d changed"
                .formatted(count(files, Kind.ADDED), count(files, Kind.REMOVED), count(files, Kind.CHANGED));
    }

    /** Both values; a missing one is {@code any}. */
    public static String change(ValueChange change, String arrow) {
        return change(change.before(), change.after(), "any", arrow);
    }

    /** @param absent stands for a missing value */
    public static String change(@Nullable String before, @Nullable String after, String absent, String arrow) {
        return (before == null ? absent : before) + arrow + (after == null ? absent : after);
    }

    /** The ranges, and whether the dependency is optional. */
    public static String dependency(DependencyChange change, String arrow) {
        String range =
                switch (change.kind()) {
                    case ADDED -> orAny(change.after());
                    case REMOVED -> orAny(change.before());
                    case CHANGED ->
                        orAny(change.before()).equals(orAny(change.after()))
                                ? orAny(change.after())
                                : change(change.before(), change.after(), "any", arrow);
                };
        if (change.optionalChanged()) {
            return range + (change.optional() ? ", now optional" : ", no longer optional");
        }
        return change.optional() ? range + ", optional" : range;
    }

    /** A remark about a migration; blank if there is none. */
    public static String migration(MigrationChange change) {
        boolean script = change.path().endsWith(".sql");
        return switch (change.kind()) {
            case ADDED -> script && !change.examined() ? "too large to be examined" : "";
            case REMOVED -> "was part of the older version";
            case CHANGED ->
                "was already part of the older version"
                        + (script && !change.examined() ? ", and is too large to be examined" : "");
        };
    }

    /** Sizes and modes. */
    public static String file(FileChange change, String arrow) {
        FileState before = change.before();
        FileState after = change.after();
        if (before == null || after == null) {
            FileState only = before == null ? after : before;
            return only == null ? "" : Quantities.size(only.size()) + (only.executable() ? ", executable" : "");
        }
        String mode = change.modeChanged() ? (after.executable() ? ", now executable" : ", no longer executable") : "";
        if (before.sha256().equals(after.sha256())) {
            return "same content" + mode;
        }
        return Quantities.size(before.size()) + arrow + Quantities.size(after.size()) + growth(change.growth()) + mode;
    }

    private static String growth(long bytes) {
        return bytes == 0 ? "" : " (" + (bytes > 0 ? "+" : "-") + Quantities.size(Math.abs(bytes)) + ")";
    }

    private static String orAny(@Nullable String range) {
        return range == null ? "any" : range;
    }

    private static long count(List<FileChange> files, Kind kind) {
        return files.stream().filter(file -> file.kind() == kind).count();
    }
}
