package io.powerx.publish.diff;

import io.powerx.publish.diff.PackageDiff.DependencyChange;
import io.powerx.publish.diff.PackageDiff.FileChange;
import io.powerx.publish.diff.PackageDiff.Kind;
import io.powerx.publish.diff.PackageDiff.MenuChange;
import io.powerx.publish.diff.PackageDiff.MigrationChange;
import io.powerx.publish.diff.PackageDiff.Names;
import io.powerx.publish.diff.PackageDiff.Side;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.secret.ForeignText;
import java.util.ArrayList;
import java.util.List;

/** The differences as text for a terminal. */
public final class DiffText {
    private static final int MAX_LINES = 200;
    private static final int MAX_SHOWN = 400;

    private final StringBuilder text = new StringBuilder();

    private final MessageCatalog messages;

    private DiffText(MessageCatalog messages) {
        this.messages = messages;
    }

    /** Lines without a line feed at the end. */
    public static String render(PackageDiff diff, MessageCatalog messages) {
        return new DiffText(messages).all(diff).text.toString().stripTrailing();
    }

    private DiffText all(PackageDiff diff) {
        line(DiffWords.title(diff, " -> "));
        line("  " + messages.text("content digest  {0}", diff.from().contentDigest()));
        line("               -> " + diff.to().contentDigest());
        line("  " + messages.text("unpacked        {0} -> {1}", size(diff.from()), size(diff.to())));
        section(
                messages.text("Not compared"),
                diff.notes().stream().map(messages::composed).toList());
        if (diff.identical()) {
            line("");
            line(messages.text("The packages have the same content."));
            return this;
        }
        section(messages.text("Permissions"), names(diff.permissions()));
        section(messages.text("Permissions that roles get by default"), names(diff.defaultGrants()));
        if (diff.hostRange() != null) {
            section(messages.text("Core versions"), List.of(DiffWords.change(diff.hostRange(), " -> ")));
        }
        section(
                messages.text("Dependencies"),
                diff.dependencies().stream().map(this::dependency).toList());
        section(messages.text("Migrations"), migrations(diff.migrations()));
        section(messages.text("Menus"), menus(diff.menus()));
        section(
                messages.text("Files: {0}", messages.composed(DiffWords.counts(diff.files()))),
                diff.files().stream().map(this::file).toList());
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
            line("  " + messages.text("and {0} more; --format json lists all", lines.size() - MAX_LINES));
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private String size(Side side) {
        return messages.count(side.files(), "file") + ", " + Quantities.size(side.bytes());
    }

    private static List<String> names(Names names) {
        List<String> lines = new ArrayList<>();
        names.added().forEach(name -> lines.add("+ " + name));
        names.removed().forEach(name -> lines.add("- " + name));
        return lines;
    }

    private String dependency(DependencyChange change) {
        return mark(change.kind()) + change.id() + " " + messages.composed(DiffWords.dependency(change, " -> "));
    }

    private List<String> migrations(List<MigrationChange> changes) {
        List<String> lines = new ArrayList<>();
        for (MigrationChange change : changes) {
            String note = messages.composed(DiffWords.migration(change));
            lines.add(mark(change.kind()) + shown(change.path()) + (note.isEmpty() ? "" : "  (" + note + ")"));
            change.destructive().forEach(statement -> lines.add("! " + messages.text("destructive: {0}", statement)));
        }
        return lines;
    }

    private List<String> menus(List<MenuChange> changes) {
        List<String> lines = new ArrayList<>();
        for (MenuChange change : changes) {
            lines.add(mark(change.kind()) + change.place());
            change.fields()
                    .forEach(field -> lines.add("  " + field.field() + ": "
                            + DiffWords.change(field.before(), field.after(), messages.text("none"), " -> ")));
        }
        return lines;
    }

    private String file(FileChange change) {
        return mark(change.kind()) + shown(change.path()) + "  " + messages.composed(DiffWords.file(change, " -> "));
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
