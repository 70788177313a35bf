package io.powerx.publish.diff;

import io.powerx.publish.diff.PackageDiff.DependencyChange;
import io.powerx.publish.diff.PackageDiff.FileChange;
import io.powerx.publish.diff.PackageDiff.Kind;
import io.powerx.publish.diff.PackageDiff.MenuChange;
import io.powerx.publish.diff.PackageDiff.MigrationChange;
import io.powerx.publish.diff.PackageDiff.Names;
import io.powerx.publish.secret.ForeignText;
import java.util.ArrayList;
import java.util.List;

/** The differences as text for a terminal. */
public final class DiffText {
    private static final int MAX_LINES = 200;
    private static final int MAX_SHOWN = 400;

    private final StringBuilder text = new StringBuilder();

    private DiffText() {}

    /** Lines without a line feed at the end. */
    public static String render(PackageDiff diff) {
        return new DiffText().all(diff).text.toString().stripTrailing();
    }

    private DiffText all(PackageDiff diff) {
        line(DiffWords.title(diff, " -> "));
        line("  content digest  " + diff.from().contentDigest());
        line("               -> " + diff.to().contentDigest());
        line("  unpacked        " + DiffWords.size(diff.from()) + " -> " + DiffWords.size(diff.to()));
        section("Not compared", diff.notes());
        if (diff.identical()) {
            line("");
            line("The packages have the same content.");
            return this;
        }
        section("Permissions", names(diff.permissions()));
        section("Permissions that roles get by default", names(diff.defaultGrants()));
        if (diff.hostRange() != null) {
            section("Core versions", List.of(DiffWords.change(diff.hostRange(), " -> ")));
        }
        section(
                "Dependencies",
                diff.dependencies().stream().map(DiffText::dependency).toList());
        section("Migrations", migrations(diff.migrations()));
        section("Menus", menus(diff.menus()));
        section(
                "Files: " + DiffWords.counts(diff.files()),
                diff.files().stream().map(DiffText::file).toList());
        return this;
    }

    private void section(String title, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        line("");
        line(title);
        lines.stream().limit(MAX_LINES).forEach(each -> line("  " + each));
        if (lines.size() > MAX_LINES) {
            line("  and " + (lines.size() - MAX_LINES) + " more; --format json lists all");
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static List<String> names(Names names) {
        List<String> lines = new ArrayList<>();
        names.added().forEach(name -> lines.add("+ " + name));
        names.removed().forEach(name -> lines.add("- " + name));
        return lines;
    }

    private static String dependency(DependencyChange change) {
        return mark(change.kind()) + change.id() + " " + DiffWords.dependency(change, " -> ");
    }

    private static List<String> migrations(List<MigrationChange> changes) {
        List<String> lines = new ArrayList<>();
        for (MigrationChange change : changes) {
            String note = DiffWords.migration(change);
            lines.add(mark(change.kind()) + shown(change.path()) + (note.isEmpty() ? "" : "  (" + note + ")"));
            change.destructive().forEach(statement -> lines.add("! destructive: " + statement));
        }
        return lines;
    }

    private static List<String> menus(List<MenuChange> changes) {
        List<String> lines = new ArrayList<>();
        for (MenuChange change : changes) {
            lines.add(mark(change.kind()) + change.place());
            change.fields()
                    .forEach(field -> lines.add("  " + field.field() + ": "
                            + DiffWords.change(field.before(), field.after(), "none", " -> ")));
        }
        return lines;
    }

    private static String file(FileChange change) {
        return mark(change.kind()) + shown(change.path()) + "  " + DiffWords.file(change, " -> ");
    }

    private static String mark(Kind kind) {
        return switch (kind) {
            case ADDED -> "+ ";
            case REMOVED -> "- ";
            case CHANGED -> "~ ";
        };
    }

    private static String shown(String path) {
        return ForeignText.oneLine(path, MAX_SHOWN);
    }
}
