package io.powerx.publish.plugin;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A git tag of a version of a plugin: the version, which {@code v}, {@code release}, the plugin's id or its last part, or
 * the name of its folder may precede, as in {@code v1.2.0}, {@code note-v1.2.0}, {@code note@1.2.0} and {@code note/v1.2.0}.
 *
 * @param commit its id
 */
record VersionTag(SemanticVersion version, String commit) {
    /**
     * The tag of the newest version before another one. A stable version follows a stable version.
     *
     * @param tags ids of commits by tag; tags of other plugins in the repository do not count
     */
    static Optional<VersionTag> before(SemanticVersion version, Map<String, String> tags, Path project, String id) {
        Pattern pattern = pattern(project, id, true);
        return tags.entrySet().stream()
                .flatMap(tag -> of(pattern.matcher(tag.getKey()), tag.getValue()).stream())
                .filter(tag -> version.follows(tag.version()))
                .max((one, other) -> one.version().compareTo(other.version()));
    }

    /** @param alone whether tags without the name of the plugin count */
    static Pattern pattern(Path project, String id, boolean alone) {
        Set<String> names = new TreeSet<>(Set.of(id));
        if (alone) {
            names.addAll(Set.of("", "release"));
        }
        names.add(id.substring(id.lastIndexOf('.') + 1));
        names.add(String.valueOf(project.toAbsolutePath().normalize().getFileName()));
        return Pattern.compile("(?:%s)[-@/_]?v?(?<version>\\d+\\.\\d+\\.\\d+\\S*)"
                .formatted(names.stream().map(Pattern::quote).collect(Collectors.joining("|"))));
    }

    private static Optional<VersionTag> of(Matcher tag, String commit) {
        return tag.matches()
                ? SemanticVersion.parse(tag.group("version")).map(version -> new VersionTag(version, commit))
                : Optional.empty();
    }
}
