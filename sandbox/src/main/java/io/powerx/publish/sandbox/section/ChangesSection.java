package io.powerx.publish.sandbox.section;

import io.powerx.publish.diff.DiffWords;
import io.powerx.publish.diff.PackageDiff;
import io.powerx.publish.diff.PackageDiff.DependencyChange;
import io.powerx.publish.diff.PackageDiff.FieldChange;
import io.powerx.publish.diff.PackageDiff.FileChange;
import io.powerx.publish.diff.PackageDiff.Kind;
import io.powerx.publish.diff.PackageDiff.MenuChange;
import io.powerx.publish.diff.PackageDiff.MigrationChange;
import io.powerx.publish.diff.PackageDiff.Names;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.sandbox.api.PublishRecord;
import io.powerx.publish.sandbox.html.Html;
import io.powerx.publish.sandbox.html.Icon;
import io.powerx.publish.sandbox.html.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The changes since the last approved version, as {@code px-plugin diff} finds them. */
public final class ChangesSection {
    private static final int MAX_SHOWN = 200;
    private static final String ARROW = " → ";

    private final Html html;
    private final VersionView view;
    private final List<String> unchanged = new ArrayList<>();

    private ChangesSection(Html html, VersionView view) {
        this.html = html;
        this.view = view;
    }

    public static void write(Html html, VersionView view) {
        if (view.artifact() == null) {
            return;
        }
        Sections.begin(html, "changes");
        new ChangesSection(html, view).content();
        html.close();
    }

    private void content() {
        PublishRecord base = view.comparison().base();
        PackageDiff diff = view.comparison().diff();
        if (base == null) {
            html.leaf("p", "No version of this plugin has been approved before, so everything in it is new.");
            return;
        }
        html.open("p").text("Compared with ");
        html.link("/versions/" + base.row().versionId(), base.row().version());
        html.text(", the last approved version before this one"
                + (base.row().channel().equals(view.publish().row().channel())
                        ? "."
                        : ", which is on the channel " + base.row().channel() + "."));
        html.close();
        if (diff == null) {
            html.leaf(
                    "p",
                    "The packages cannot be compared: " + view.comparison().problem() + ".",
                    "class",
                    "notice warn");
            return;
        }
        if (diff.identical()) {
            html.leaf("p", "The packages have the same content.", "class", "notice");
            return;
        }
        all(diff);
    }

    private void all(PackageDiff diff) {
        diff.notes().forEach(note -> html.leaf("p", Words.sentence(note), "class", "notice warn"));
        if (diff.hasDestructiveMigrations()) {
            html.open("p", "class", "notice bad");
            Icon.WARNING.write(html);
            html.text("Migrations delete data or break the previous version.").close();
        }
        html.open("div", "class", "changes");
        names("Permissions", diff.permissions());
        names("Permissions that roles get by default", diff.defaultGrants());
        PackageDiff.ValueChange range = diff.hostRange();
        if (range == null) {
            unchanged.add("core versions");
        } else {
            begin("Core versions", 1);
            change(Kind.CHANGED, null, DiffWords.change(range, ARROW));
            html.close(2);
        }
        group("Dependencies", diff.dependencies(), this::dependency);
        group("Migrations", diff.migrations(), this::migration);
        group("Menus", diff.menus(), this::menu);
        html.close();
        if (!unchanged.isEmpty()) {
            html.leaf("p", "Unchanged: " + Words.list(unchanged) + ".", "class", "quiet");
        }
        files(diff.files());
    }

    private void begin(String title, int count) {
        html.open("div", "class", "group").open("h3").text(title + " ");
        html.leaf("span", count, "class", "count").close();
        html.open("ul", "class", "diff");
    }

    private void names(String title, Names names) {
        int count = names.added().size() + names.removed().size();
        if (count == 0) {
            unchanged.add(title.toLowerCase(Locale.ROOT));
            return;
        }
        begin(title, count);
        names.added().stream().limit(MAX_SHOWN).forEach(name -> change(Kind.ADDED, name, ""));
        names.removed().stream().limit(MAX_SHOWN).forEach(name -> change(Kind.REMOVED, name, ""));
        more(Math.max(0, names.added().size() - MAX_SHOWN)
                + Math.max(0, names.removed().size() - MAX_SHOWN));
        html.close(2);
    }

    private <T> void group(String title, List<T> changes, Consumer<T> writer) {
        if (changes.isEmpty()) {
            unchanged.add(title.toLowerCase(Locale.ROOT));
            return;
        }
        begin(title, changes.size());
        changes.stream().limit(MAX_SHOWN).forEach(writer);
        more(changes.size() - MAX_SHOWN);
        html.close(2);
    }

    private void more(int omitted) {
        if (omitted > 0) {
            html.leaf("li", "and " + omitted + " more, which px-plugin diff lists", "class", "quiet");
        }
    }

    private void dependency(DependencyChange change) {
        change(change.kind(), change.id(), DiffWords.dependency(change, ARROW));
    }

    private void migration(MigrationChange change) {
        begin(change.kind(), change.path(), DiffWords.migration(change));
        if (!change.destructive().isEmpty()) {
            html.open("ul", "class", "destructive");
            for (String statement : change.destructive()) {
                html.open("li")
                        .leaf("span", "Destructive: ")
                        .leaf("code", statement)
                        .close();
            }
            html.close();
        }
        html.close();
    }

    private void menu(MenuChange change) {
        begin(change.kind(), change.place(), "");
        if (!change.fields().isEmpty()) {
            html.open("ul");
            for (FieldChange field : change.fields()) {
                html.leaf("li", field.field() + ": " + DiffWords.change(field.before(), field.after(), "none", ARROW));
            }
            html.close();
        }
        html.close();
    }

    private void files(List<FileChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        Sections.fold(
                html,
                Quantities.count(changes.size(), "changed file") + ": " + DiffWords.counts(changes),
                changes.size() <= 20);
        html.open("ul", "class", "diff");
        changes.stream()
                .limit(MAX_SHOWN)
                .forEach(change -> change(change.kind(), change.path(), DiffWords.file(change, ARROW)));
        more(changes.size() - MAX_SHOWN);
        html.close(2);
    }

    private void change(Kind kind, @Nullable String name, String words) {
        begin(kind, name, words);
        html.close();
    }

    private void begin(Kind kind, @Nullable String name, String words) {
        html.open("li", "class", kind.wireName());
        html.leaf("span", kind.wireName(), "class", "mark");
        if (name != null) {
            html.leaf("code", name);
        }
        if (!words.isEmpty()) {
            html.leaf("span", words, "class", "words");
        }
    }
}
