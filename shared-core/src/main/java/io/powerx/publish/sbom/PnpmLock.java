package io.powerx.publish.sbom;

import io.powerx.publish.io.Utf8;
import io.powerx.publish.sbom.Component.Scope;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * pnpm-lock.yaml, versions 5 to 9. pnpm writes each key on a separate line, so the file is read by lines: lock files are longer than the
 * reader of YAML allows.
 *
 * <p>Keys of packages are {@code /name/1.0.0_peers} in version 5, {@code /name@1.0.0(peers)} in version 6, and in version 9 {@code name@1.0.0}
 * with the dependencies in {@code snapshots}, whose keys are {@code name@1.0.0(peers)}.
 */
final class PnpmLock extends DependencyGraph<String> implements LockedComponents {
    private static final Pattern LINE =
            Pattern.compile("( {0,20})(['\"]?)([^\\s'\"][^'\"]{0,500}?)\\2:(?: (.{0,3000}))?");
    private static final Pattern INTEGRITY = Pattern.compile("\\{.*?integrity: ([A-Za-z0-9+/=-]{1,200}).*");
    private static final Pattern VERSION_5 = Pattern.compile("((?:@[^/@]+/)?[^/@]+)/([^_/@]+)(?:_.*)?");
    private static final int MAX_DEPTH = 6;

    private static final String VERSION = "lockfileVersion";
    private static final String PACKAGES = "packages";
    private static final String SNAPSHOTS = "snapshots";
    private static final String IMPORTERS = "importers";
    private static final Map<String, Scope> GROUPS = Map.of(
            "dependencies", Scope.REQUIRED, "optionalDependencies", Scope.OPTIONAL, "devDependencies", Scope.EXCLUDED);
    /** In an entry of a package, until version 8. */
    private static final String DEVELOPMENT = "dev";

    private static final String LINK = "link:";
    private static final String ROOT = ".";
    /** Precedes the folder of a project, where packages have their keys. */
    private static final String PROJECT = "project:";

    private final Map<String, Entry> packages = new LinkedHashMap<>();
    private final Map<String, List<Dependency>> dependencies = new HashMap<>();
    private boolean known;
    private boolean marksDevelopment;

    private PnpmLock(List<String> lines) {
        List<String> path = new ArrayList<>();
        for (String line : lines) {
            Matcher key = LINE.matcher(line);
            int depth = key.matches() ? key.group(1).length() / 2 : MAX_DEPTH;
            if (depth < MAX_DEPTH && depth <= path.size()) {
                path.subList(depth, path.size()).clear();
                path.add(key.group(3));
                add(path, key.group(4) == null ? "" : unquoted(key.group(4)));
            }
        }
    }

    static PnpmLock read(byte[] content) throws IOException {
        PnpmLock lock = new PnpmLock(Utf8.decode(content).lines().toList());
        if (!lock.known) {
            throw new UnreadableLockFile("it has no " + VERSION);
        }
        return lock;
    }

    @Override
    public List<Component> all() {
        return packages.keySet().stream()
                .flatMap(key -> component(key, null).stream())
                .toList();
    }

    @Override
    public List<Component> of(String folder, PackageJson project) {
        boolean own = folder.isEmpty();
        if (own && marksDevelopment) {
            return all();
        }
        Map<String, Scope> needed = new LinkedHashMap<>();
        Stream<String> projects = own
                ? dependencies.keySet().stream()
                        .filter(key -> key.startsWith(PROJECT))
                        .sorted()
                : Stream.of(PROJECT + folder);
        projects.forEach(each -> needed(each, dependencies.getOrDefault(each, List.of()))
                .forEach((key, scope) -> needed.merge(key, scope, Scope::strongest)));
        Set<String> listed = new LinkedHashSet<>(needed.keySet());
        if (own) {
            listed.addAll(packages.keySet());
        }
        return listed.stream()
                .flatMap(each -> component(each, needed.getOrDefault(each, Scope.REQUIRED)).stream())
                .toList();
    }

    @Override
    Collection<Dependency> dependencies(String locked) {
        return dependencies.getOrDefault(locked, List.of());
    }

    /** A version may also be the key of a package with another name, or a link to another project of the workspace. */
    @Override
    Optional<String> find(String from, Dependency dependency) {
        String version = dependency.version();
        if (version.startsWith(LINK) && from.startsWith(PROJECT)) {
            return linked(from.substring(PROJECT.length()), version.substring(LINK.length()));
        }
        String name = dependency.name();
        return Stream.of(name + "@" + version, "/" + name + "@" + version, "/" + name + "/" + version, version)
                .filter(key -> packages.containsKey(key) || dependencies.containsKey(key))
                .findFirst();
    }

    private static Optional<String> linked(String folder, String link) {
        try {
            Path linked = Path.of(folder, link).normalize();
            return Optional.of(PROJECT + linked.toString().replace('\\', '/'));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private void add(List<String> path, String value) {
        String section = path.get(0);
        if (section.equals(VERSION)) {
            known = true;
        } else if (section.equals(PACKAGES) || section.equals(SNAPSHOTS)) {
            addPackage(path, value);
        } else if (section.equals(IMPORTERS)) {
            addProject(path.subList(1, path.size()), value);
        } else {
            // The only project of a file of version 5 or 6.
            addProject(Stream.concat(Stream.of(ROOT), path.stream()).toList(), value);
        }
    }

    /** The version of a dependency is the value of its name in version 5, later the value of a key below it. */
    private void addProject(List<String> path, String value) {
        boolean hasVersion = (path.size() == 3 && !value.isEmpty())
                || (path.size() == 4 && path.get(3).equals("version"));
        Scope scope = path.size() < 3 ? null : GROUPS.get(path.get(1));
        if (hasVersion && scope != null) {
            String folder = path.get(0).equals(ROOT) ? "" : path.get(0);
            depends(PROJECT + folder, new Dependency(path.get(2), value, scope));
        }
    }

    private void addPackage(List<String> path, String value) {
        if (path.size() == 1) {
            return;
        }
        String key = path.get(1);
        Entry entry = path.get(0).equals(PACKAGES) ? packages.computeIfAbsent(key, name -> new Entry()) : new Entry();
        if (path.size() == 2) {
            dependencies.computeIfAbsent(key, name -> new ArrayList<>());
        } else if (path.size() == 3) {
            entry.set(path.get(2), value);
            marksDevelopment |= path.get(2).equals(DEVELOPMENT);
        } else if (path.size() == 4 && GROUPS.containsKey(path.get(2))) {
            depends(key, new Dependency(path.get(3), value, GROUPS.get(path.get(2))));
        }
    }

    private void depends(String key, Dependency dependency) {
        dependencies.computeIfAbsent(key, name -> new ArrayList<>()).add(dependency);
    }

    /** Empty for packages of the project itself. */
    private Optional<Component> component(String key, @Nullable Scope scope) {
        if (key.startsWith("file:") || key.startsWith(LINK) || key.startsWith(PROJECT)) {
            return Optional.empty();
        }
        Entry entry = packages.getOrDefault(key, packages.getOrDefault(withoutPeers(key), new Entry()));
        Scope needed = scope == null ? entry.scope : scope;
        String plain = withoutPeers(key.startsWith("/") ? key.substring(1) : key);
        Matcher version5 = VERSION_5.matcher(plain);
        if (version5.matches()) {
            return Optional.of(Component.npm(version5.group(1), version5.group(2), needed, entry.integrity));
        }
        int separator = plain.indexOf('@', 1);
        return separator < 0
                ? Optional.empty()
                : Optional.of(Component.npm(
                        plain.substring(0, separator), plain.substring(separator + 1), needed, entry.integrity));
    }

    private static String withoutPeers(String key) {
        int peers = key.indexOf('(');
        return peers < 0 ? key : key.substring(0, peers);
    }

    private static String unquoted(String value) {
        return value.replaceFirst("^(['\"])(.*)\\1$", "$2");
    }

    /** What {@code packages} states about one. */
    private static final class Entry {
        private Scope scope = Scope.REQUIRED;
        private @Nullable String integrity;

        void set(String field, String value) {
            Matcher resolution = INTEGRITY.matcher(value);
            if (field.equals("resolution") && resolution.matches()) {
                integrity = resolution.group(1);
            } else if (field.equals(DEVELOPMENT) && value.equals("true")) {
                scope = Scope.EXCLUDED;
            } else if (field.equals("optional") && value.equals("true") && scope == Scope.REQUIRED) {
                scope = Scope.OPTIONAL;
            }
        }
    }
}
