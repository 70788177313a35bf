package io.powerx.publish.diff;

import io.powerx.publish.diff.PackageDiff.Kind;
import io.powerx.publish.diff.PackageDiff.MenuChange;
import io.powerx.publish.diff.PackageDiff.MigrationChange;
import io.powerx.publish.diff.PackageDiff.Names;
import io.powerx.publish.secret.MarkdownText;
import java.util.ArrayList;
import java.util.List;

/** The differences as a comment on a pull request. Untrusted text cannot create links, images, mentions or HTML. */
public final class DiffMarkdown {
    /** GitHub rejects comments of more than 65,536 characters. */
    private static final int MAX_LENGTH = 60_000;

    private static final int MAX_SHOWN = 200;
    private static final String ARROW = " → ";

    private final StringBuilder text = new StringBuilder();

    private DiffMarkdown() {}

    /** At most 65,536 characters. */
    public static String render(PackageDiff diff) {
        return new DiffMarkdown().all(diff).text.toString();
    }

    private DiffMarkdown all(PackageDiff diff) {
        text.append("## ").append(escaped(DiffWords.title(diff, ARROW))).append("\n\n");
        if (diff.identical()) {
            text.append("The packages have the same content.\n");
            return this;
        }
        text.append("| | before | after |\n|---|---|---|\n| unpacked | %s | %s |\n| content digest | %s | %s |\n"
                .formatted(
                        DiffWords.size(diff.from()),
                        DiffWords.size(diff.to()),
                        code(diff.from().contentDigest()),
                        code(diff.to().contentDigest())));
        if (diff.hasDestructiveMigrations()) {
            text.append("\n> ⚠️ **Migrations delete data or break the previous version.**\n");
        }
        section("Not compared", diff.notes().stream().map(DiffMarkdown::escaped).toList());
        section("Permissions", names(diff.permissions()));
        section("Permissions that roles get by default", names(diff.defaultGrants()));
        if (diff.hostRange() != null) {
            section("Core versions", List.of(escaped(DiffWords.change(diff.hostRange(), ARROW))));
        }
        section(
                "Dependencies",
                diff.dependencies().stream()
                        .map(change -> mark(change.kind()) + code(change.id()) + " "
                                + escaped(DiffWords.dependency(change, ARROW)))
                        .toList());
        section(
                "Migrations",
                diff.migrations().stream().map(DiffMarkdown::migration).toList());
        section("Menus", diff.menus().stream().map(DiffMarkdown::menu).toList());
        text.append("\n<details><summary>Files: ")
                .append(DiffWords.counts(diff.files()))
                .append("</summary>\n");
        list(diff.files().stream()
                .map(change -> mark(change.kind()) + code(change.path()) + " " + escaped(DiffWords.file(change, ARROW)))
                .toList());
        text.append("\n</details>\n");
        return this;
    }

    private void section(String title, List<String> items) {
        if (!items.isEmpty()) {
            text.append("\n### ").append(title).append('\n');
            list(items);
        }
    }

    private void list(List<String> items) {
        text.append('\n');
        int shown = 0;
        while (shown < items.size() && text.length() + items.get(shown).length() < MAX_LENGTH) {
            text.append("- ").append(items.get(shown)).append('\n');
            shown++;
        }
        if (shown < items.size()) {
            text.append("- and ").append(items.size() - shown).append(" more\n");
        }
    }

    private static List<String> names(Names names) {
        List<String> items = new ArrayList<>();
        names.added().forEach(name -> items.add(mark(Kind.ADDED) + code(name)));
        names.removed().forEach(name -> items.add(mark(Kind.REMOVED) + code(name)));
        return items;
    }

    private static String migration(MigrationChange change) {
        StringBuilder item = new StringBuilder(mark(change.kind())).append(code(change.path()));
        String note = DiffWords.migration(change);
        if (!note.isEmpty()) {
            item.append(" (").append(escaped(note)).append(')');
        }
        change.destructive().forEach(statement -> item.append("\n  - ⚠️ ").append(code(statement)));
        return item.toString();
    }

    private static String menu(MenuChange change) {
        StringBuilder item = new StringBuilder(mark(change.kind())).append(code(change.place()));
        change.fields().forEach(field -> item.append("\n  - ")
                .append(escaped(
                        field.field() + ": " + DiffWords.change(field.before(), field.after(), "none", ARROW))));
        return item.toString();
    }

    private static String mark(Kind kind) {
        return kind.wireName() + " ";
    }

    private static String code(String foreign) {
        return "<code>" + escaped(foreign) + "</code>";
    }

    private static String escaped(String foreign) {
        return MarkdownText.escaped(foreign, 2 * MAX_SHOWN);
    }
}
