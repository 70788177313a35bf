package io.powerx.publish.diff;

import io.powerx.publish.diff.PackageDiff.DependencyChange;
import io.powerx.publish.diff.PackageDiff.FieldChange;
import io.powerx.publish.diff.PackageDiff.FileChange;
import io.powerx.publish.diff.PackageDiff.FileState;
import io.powerx.publish.diff.PackageDiff.Kind;
import io.powerx.publish.diff.PackageDiff.MenuChange;
import io.powerx.publish.diff.PackageDiff.MigrationChange;
import io.powerx.publish.diff.PackageDiff.Names;
import io.powerx.publish.diff.PackageDiff.ValueChange;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.pack.EntryName;
import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.plugin.DeclaredMenu;
import io.powerx.publish.plugin.PluginSnapshot.Dependency;
import io.powerx.publish.plugin.SqlScript;
import io.powerx.publish.secret.ForeignText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares two packages without unpacking them. Their signatures are not verified. */
public final class PackageComparison {
    private static final int MAX_SHOWN = 200;

    private final ComparedPackage from;
    private final ComparedPackage to;

    /** Two states of the same thing, at least one of which is there. */
    private record Pair<T>(@Nullable T before, @Nullable T after) {
        Kind kind() {
            return before == null ? Kind.ADDED : after == null ? Kind.REMOVED : Kind.CHANGED;
        }
    }

    private PackageComparison(ComparedPackage from, ComparedPackage to) {
        this.from = from;
        this.to = to;
    }

    /**
     * Compares packages.
     *
     * @param from the older one
     * @param to the newer one, of the same plugin or of another one
     * @throws PublishException {@link ErrorCode#CONFIG_UNREADABLE} if there is no such file; {@link ErrorCode#PACKAGE_INVALID} if one of
     *     them is not a package in the packer's format, or its files are not those of its integrity.txt
     */
    public static PackageDiff of(Path from, Path to) {
        return new PackageComparison(ComparedPackage.read(from), ComparedPackage.read(to)).compare();
    }

    private PackageDiff compare() {
        List<FileChange> files = files();
        return new PackageDiff(
                from.side(),
                to.side(),
                files,
                names(from.facts().permissions(), to.facts().permissions()),
                names(from.facts().defaultGrants(), to.facts().defaultGrants()),
                hostRange(),
                dependencies(),
                migrations(files),
                menus(),
                notes());
    }

    private List<FileChange> files() {
        Map<String, Pair<PackageEntry>> pairs = new TreeMap<>(EntryName.ORDER);
        pair(from.entries(), to.entries()).forEach((path, pair) -> {
            if (!Objects.equals(pair.before(), pair.after())) {
                pairs.put(path, pair);
            }
        });
        return pairs.entrySet().stream()
                .map(file -> new FileChange(
                        file.getKey(),
                        file.getValue().kind(),
                        state(file.getValue().before()),
                        state(file.getValue().after())))
                .toList();
    }

    private static @Nullable FileState state(@Nullable PackageEntry entry) {
        return entry == null ? null : new FileState(entry.size(), entry.executable(), entry.sha256());
    }

    private @Nullable ValueChange hostRange() {
        String before = from.facts().hostRange();
        String after = to.facts().hostRange();
        return Objects.equals(before, after) ? null : new ValueChange(shown(before), shown(after));
    }

    private List<DependencyChange> dependencies() {
        List<DependencyChange> changes = new ArrayList<>();
        pair(by(from.facts().dependencies(), Dependency::id), by(to.facts().dependencies(), Dependency::id))
                .forEach((id, pair) -> {
                    Dependency before = pair.before();
                    Dependency after = pair.after();
                    if (!Objects.equals(before, after)) {
                        Dependency present = after == null ? Objects.requireNonNull(before) : after;
                        changes.add(new DependencyChange(
                                ForeignText.oneLine(id, MAX_SHOWN),
                                pair.kind(),
                                before == null ? null : shown(before.range()),
                                after == null ? null : shown(after.range()),
                                present.optional(),
                                before != null && after != null && before.optional() != after.optional()));
                    }
                });
        return List.copyOf(changes);
    }

    private List<MigrationChange> migrations(List<FileChange> files) {
        return files.stream()
                .filter(file -> from.isMigration(file.path()) || to.isMigration(file.path()))
                .map(this::migration)
                .toList();
    }

    /** What a removed script did does not happen again. */
    private MigrationChange migration(FileChange file) {
        byte[] script = to.kept().get(file.path());
        List<String> destructive = script == null
                ? List.of()
                : SqlScript.destructive(file.path(), script).stream()
                        .map(statement -> ForeignText.oneLine(statement, MAX_SHOWN))
                        .toList();
        return new MigrationChange(file.path(), file.kind(), destructive, script != null);
    }

    private List<MenuChange> menus() {
        List<MenuChange> changes = new ArrayList<>();
        pair(by(from.facts().menus(), DeclaredMenu::place), by(to.facts().menus(), DeclaredMenu::place))
                .forEach((place, pair) -> {
                    if (!Objects.equals(pair.before(), pair.after())) {
                        changes.add(new MenuChange(ForeignText.oneLine(place, MAX_SHOWN), pair.kind(), fields(pair)));
                    }
                });
        return List.copyOf(changes);
    }

    private static List<FieldChange> fields(Pair<DeclaredMenu> pair) {
        if (pair.before() == null || pair.after() == null) {
            return List.of();
        }
        List<FieldChange> changes = new ArrayList<>();
        pair(pair.before().fields(), pair.after().fields()).forEach((field, values) -> {
            if (!Objects.equals(values.before(), values.after())) {
                changes.add(new FieldChange(
                        ForeignText.oneLine(field, MAX_SHOWN), shown(values.before()), shown(values.after())));
            }
        });
        return List.copyOf(changes);
    }

    private List<String> notes() {
        return Stream.of(from, to)
                .flatMap(side -> side.facts().problems().stream()
                        .map(problem -> ForeignText.oneLine(
                                side.identity().version() + ": " + problem + ", so its entries are not compared",
                                2 * MAX_SHOWN)))
                .toList();
    }

    private static Names names(Collection<String> before, Collection<String> after) {
        return new Names(missing(before, after), missing(after, before));
    }

    private static List<String> missing(Collection<String> from, Collection<String> names) {
        TreeSet<String> rest = new TreeSet<>(names);
        rest.removeAll(new TreeSet<>(from));
        return rest.stream().map(name -> ForeignText.oneLine(name, MAX_SHOWN)).toList();
    }

    private static <T> Map<String, T> by(List<T> all, Function<T, String> key) {
        Map<String, T> map = new LinkedHashMap<>();
        all.forEach(each -> map.putIfAbsent(key.apply(each), each));
        return map;
    }

    private static <T> Map<String, Pair<T>> pair(Map<String, T> before, Map<String, T> after) {
        Map<String, Pair<T>> pairs = new LinkedHashMap<>();
        before.forEach((key, value) -> pairs.put(key, new Pair<>(value, after.get(key))));
        after.forEach((key, value) -> pairs.putIfAbsent(key, new Pair<>(null, value)));
        return pairs;
    }

    private static @Nullable String shown(@Nullable String value) {
        return value == null ? null : ForeignText.oneLine(value, MAX_SHOWN);
    }
}
