package io.powerx.publish.plugin;

import io.powerx.publish.git.GitHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The versions of a plugin that have a git tag.
 *
 * @param versions in the order of the names of their tags
 * @param head id of the commit that is checked out
 */
public record TaggedVersions(List<Tagged> versions, String head) {
    /** Outside a git checkout. */
    public static final TaggedVersions NONE = new TaggedVersions(List.of(), "");

    /** @param commit its id */
    public record Tagged(String name, SemanticVersion version, String commit) {}

    /**
     * Reads the tags. If the plugin is in a subfolder of the repository, a tag must have the name of the plugin or its
     * folder, because others may be those of the whole repository or of other plugins.
     *
     * @param id of the plugin
     */
    public static TaggedVersions of(Path project, String id) {
        try (GitHistory history = GitHistory.of(project).orElse(null)) {
            if (history == null) {
                return NONE;
            }
            Pattern pattern = VersionTag.pattern(project, id, history.isWholeCheckout());
            List<Tagged> versions = history.allTags().entrySet().stream()
                    .flatMap(tag -> versionIn(pattern.matcher(tag.getKey()))
                            .map(version -> new Tagged(tag.getKey(), version, tag.getValue()))
                            .stream())
                    .sorted(Comparator.comparing(Tagged::name))
                    .toList();
            return new TaggedVersions(versions, history.headCommit());
        } catch (IOException e) {
            return NONE;
        }
    }

    private static Optional<SemanticVersion> versionIn(Matcher tag) {
        return tag.matches() ? SemanticVersion.parse(tag.group("version")) : Optional.empty();
    }
}
