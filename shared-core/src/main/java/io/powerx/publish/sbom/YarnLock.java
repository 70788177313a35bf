package io.powerx.publish.sbom;

import io.powerx.publish.io.Utf8;
import io.powerx.publish.sbom.Component.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * yarn.lock of Yarn 1 and of Yarn 2 and newer, which is YAML. Both list a package as a line with the ranges that it satisfies, followed by
 * indented fields.
 */
final class YarnLock extends DependencyGraph<YarnLock.Entry> implements LockedComponents {
    private static final String CLASSIC = "# yarn lockfile v1";
    private static final Pattern FIELD = Pattern.compile("  (version|resolution|integrity):? \"?([^\"]{1,1000})\"?");
    private static final Pattern GROUP = Pattern.compile("  (dependencies|optionalDependencies|peerDependencies):");
    private static final Pattern DEPENDENCY = Pattern.compile(" {4}\"?([^\"\\s]{1,300}?)\"?:? \"?([^\"]{1,1000})\"?");
    private static final Pattern ALIAS = Pattern.compile("@npm:(@?[^@]+)@[^@]*$");

    /** Nothing has a range without one, such as those in dependencies of newer versions of Yarn, except the default registry. */
    private static final String DEFAULT_PROTOCOL = "npm:";

    private final List<Entry> entries = new ArrayList<>();
    /** By their names and ranges, such as {@code vue@^3.0.0}. */
    private final Map<String, Entry> byRange = new HashMap<>();

    private YarnLock(List<String> lines) {
        Entry entry = null;
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.charAt(0) != ' ') {
                entry = new Entry(line);
                entries.add(entry);
            } else if (entry != null) {
                entry.line(line);
            }
        }
        for (Entry each : entries) {
            each.ranges.forEach(range -> byRange.putIfAbsent(range, each));
        }
    }

    static YarnLock read(byte[] content) throws IOException {
        String text = Utf8.decode(content);
        if (!text.contains(CLASSIC) && !text.contains("__metadata:")) {
            throw new UnreadableLockFile("it is neither a yarn.lock of Yarn 1 nor of a newer version");
        }
        return new YarnLock(text.lines().toList());
    }

    @Override
    public List<Component> all() {
        return entries.stream().flatMap(entry -> entry.component().stream()).toList();
    }

    /** The file does not state what is for development only. */
    @Override
    public List<Component> of(String folder, PackageJson project) {
        Map<Entry, Scope> needed = needed(new Entry(folder), project.dependencies());
        Set<Entry> listed = new LinkedHashSet<>(needed.keySet());
        if (folder.isEmpty()) {
            listed.addAll(entries);
        }
        return listed.stream()
                .flatMap(entry -> entry.component().stream()
                        .map(component -> component.in(needed.getOrDefault(entry, Scope.REQUIRED))))
                .toList();
    }

    @Override
    Collection<Dependency> dependencies(Entry locked) {
        return locked.dependencies;
    }

    @Override
    Optional<Entry> find(Entry from, Dependency dependency) {
        Entry exact = byRange.get(dependency.name() + "@" + dependency.version());
        return Optional.ofNullable(
                exact != null ? exact : byRange.get(dependency.name() + "@" + DEFAULT_PROTOCOL + dependency.version()));
    }

    /** A package. */
    static final class Entry {
        private final String header;
        private final List<String> ranges;
        private final List<Dependency> dependencies = new ArrayList<>();
        private @Nullable String version;
        private @Nullable String resolution;
        private @Nullable String integrity;
        private @Nullable Scope group;

        private Entry(String header) {
            this.header = header;
            this.ranges = List.of(
                    header.replace("\"", "").replaceFirst(":$", "").strip().split(",\\s*"));
        }

        private void line(String line) {
            Matcher field = FIELD.matcher(line);
            Matcher dependency = DEPENDENCY.matcher(line);
            if (field.matches()) {
                switch (field.group(1)) {
                    case "version" -> version = field.group(2);
                    case "resolution" -> resolution = field.group(2);
                    default -> integrity = field.group(2);
                }
            } else if (group != null && dependency.matches()) {
                dependencies.add(new Dependency(dependency.group(1), dependency.group(2), group));
            } else if (!line.startsWith("    ")) {
                group = group(line);
            }
        }

        private static @Nullable Scope group(String line) {
            Matcher group = GROUP.matcher(line);
            if (!group.matches()) {
                return null;
            }
            return group.group(1).equals("optionalDependencies") ? Scope.OPTIONAL : Scope.REQUIRED;
        }

        /** Empty for the project, its workspaces and the metadata of the file. */
        private Optional<Component> component() {
            String descriptor = resolution == null ? ranges.get(0) : resolution;
            if (version == null
                    || header.equals("__metadata:")
                    || descriptor.contains("@workspace:")
                    || descriptor.contains("@link:")
                    || descriptor.contains("@file:")) {
                return Optional.empty();
            }
            Matcher alias = ALIAS.matcher(descriptor);
            int separator = descriptor.indexOf('@', 1);
            String name = resolution == null && alias.find()
                    ? alias.group(1)
                    : separator < 0 ? descriptor : descriptor.substring(0, separator);
            return Optional.of(Component.npm(name, version, Scope.REQUIRED, integrity));
        }
    }
}
