package io.powerx.publish.plugin;

import io.powerx.publish.git.Commit;
import io.powerx.publish.git.CommitMessage;
import io.powerx.publish.git.GitHistory;
import io.powerx.publish.secret.ForeignText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Release notes from the commits since the previous version, grouped by the types of Conventional Commits. Merges, commits
 * of bots, and changes that a later commit reverted are left out.
 */
public final class CommitNotes {
    private static final int MAX_CHANGES = 200;
    private static final int MAX_LINE = 2_000;
    private static final Pattern REVERT = Pattern.compile("This reverts commit ([0-9a-f]{7,40})");
    private static final Pattern REVERTED_TITLE =
            Pattern.compile("(?i)revert(?: \"(.+)\"|(?:\\([^)]*\\))?: *(.+?))(?: \\(#\\d+\\))?");

    /** What git rebases into other commits, and the titles of merges that were squashed. */
    private static final Pattern UNFINISHED =
            Pattern.compile("(?:fixup|squash|amend)! .*|Merge (?:branch|remote-tracking|pull request) .*");

    private static final Pattern BOT = Pattern.compile(
            "\\[bot\\]|^(?:dependabot|renovate|github-actions|semantic-release|greenkeeper|snyk)\\b|[- ]bot$");

    /** The groups, in the order of the notes. */
    private enum Group {
        BREAKING("Breaking changes"),
        FEATURES("Features"),
        FIXES("Fixes"),
        PERFORMANCE("Performance"),
        OTHER("Other changes"),
        /** Users notice none of these; they are listed only if there is nothing else. */
        INTERNAL("Internal changes");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        static Group of(CommitMessage message) {
            if (message.breaking() != null) {
                return BREAKING;
            }
            return switch (message.type()) {
                case "feat", "feature" -> FEATURES;
                case "fix", "bugfix", "hotfix", "security" -> FIXES;
                case "perf" -> PERFORMANCE;
                case "build", "chore", "ci", "docs", "refactor", "style", "test" -> INTERNAL;
                default -> OTHER;
            };
        }
    }

    private record Change(Group group, String line) {}

    private CommitNotes() {}

    /**
     * Makes the notes of a version.
     *
     * @param previous the tag of the version before; empty to describe the whole history
     * @return Markdown; empty if there is no commit to describe, or if a shallow checkout does not reach back to the
     *     previous version
     */
    static Optional<String> of(GitHistory history, Optional<VersionTag> previous) throws IOException {
        if (previous.isEmpty() && history.isShallow()) {
            return Optional.empty();
        }
        return text(
                changes(history.commitsSince(previous.map(VersionTag::commit).orElse(null))));
    }

    /** Whether a text has the form of these notes, and so was generated rather than written by a person. */
    public static boolean isGenerated(String notes) {
        List<String> headings =
                notes.lines().filter(line -> line.startsWith("#")).toList();
        return !headings.isEmpty()
                && notes.startsWith("### ")
                && headings.stream().allMatch(heading -> Arrays.stream(Group.values())
                        .anyMatch(group -> heading.equals("### " + group.title)));
    }

    private static List<Change> changes(List<Commit> commits) {
        Set<String> reverted = reverted(commits);
        List<Change> changes = new ArrayList<>();
        for (Commit commit : commits) {
            boolean described = !commit.isMerge()
                    && !isBot(commit.author())
                    && !UNFINISHED.matcher(title(commit)).matches();
            if (described && !reverted.contains(commit.id())) {
                CommitMessage message = CommitMessage.parse(commit.message());
                changes.add(new Change(Group.of(message), line(message)));
            }
        }
        return changes;
    }

    /** Commits that a later one reverted, and that one. */
    private static Set<String> reverted(List<Commit> commits) {
        Set<String> reverted = new HashSet<>();
        for (int i = 0; i < commits.size(); i++) {
            Commit commit = commits.get(i);
            if (!reverted.contains(commit.id())) {
                target(commit, commits.subList(i + 1, commits.size()), reverted)
                        .ifPresent(id -> reverted.addAll(Set.of(id, commit.id())));
            }
        }
        return reverted;
    }

    /** The commit that this one reverts: by its id, or by its title, because a rebase changes the id. */
    private static Optional<String> target(Commit revert, List<Commit> earlier, Set<String> reverted) {
        Matcher id = REVERT.matcher(revert.message());
        String wanted = id.find() ? id.group(1) : "";
        Optional<String> found = wanted.isEmpty()
                ? Optional.empty()
                : earlier.stream()
                        .map(Commit::id)
                        .filter(each -> each.startsWith(wanted))
                        .findFirst();
        Matcher title = REVERTED_TITLE.matcher(title(revert));
        if (found.isPresent() || !title.matches()) {
            return found;
        }
        String subject = title.group(1) == null ? title.group(2) : title.group(1);
        return earlier.stream()
                .filter(each -> !reverted.contains(each.id()) && title(each).equals(subject))
                .map(Commit::id)
                .findFirst();
    }

    private static String title(Commit commit) {
        return commit.message().lines().findFirst().orElse("").strip();
    }

    private static String line(CommitMessage message) {
        StringBuilder line = new StringBuilder(message.type().equals("revert") ? "Revert " : "")
                .append(message.scope() == null ? "" : "**" + clean(message.scope()) + ":** ")
                .append(clean(message.subject()));
        String references = message.references().stream()
                .filter(reference -> !message.subject().contains(reference))
                .distinct()
                .collect(Collectors.joining(", "));
        if (!references.isEmpty()) {
            line.append(" (").append(clean(references)).append(')');
        }
        String people = message.coAuthors().stream()
                .filter(name -> !name.isEmpty() && !isBot(name))
                .distinct()
                .collect(Collectors.joining(", "));
        if (!people.isEmpty()) {
            line.append(", with ").append(clean(people));
        }
        if (message.breaking() != null && !message.breaking().isEmpty()) {
            line.append("\\\n  ").append(clean(message.breaking()));
        }
        return line.toString();
    }

    private static Optional<String> text(List<Change> changes) {
        boolean internal = changes.stream().allMatch(change -> change.group() == Group.INTERNAL);
        List<Change> listed = changes.stream()
                .filter(change -> internal || change.group() != Group.INTERNAL)
                .toList();
        StringBuilder notes = new StringBuilder();
        for (Group group : Group.values()) {
            String lines = listed.stream()
                    .limit(MAX_CHANGES)
                    .filter(change -> change.group() == group)
                    .map(change -> "- " + change.line() + "\n")
                    .distinct()
                    .collect(Collectors.joining());
            if (!lines.isEmpty()) {
                notes.append("### ")
                        .append(group.title)
                        .append("\n\n")
                        .append(lines)
                        .append('\n');
            }
        }
        if (listed.size() > MAX_CHANGES) {
            notes.append("and ").append(listed.size() - MAX_CHANGES).append(" more changes\n");
        }
        return Optional.of(notes.toString().strip()).filter(text -> !text.isEmpty());
    }

    private static boolean isBot(String name) {
        return BOT.matcher(name.toLowerCase(Locale.ROOT)).find();
    }

    private static String clean(String text) {
        return ForeignText.oneLine(text, MAX_LINE);
    }
}
