package io.powerx.publish.git;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The message of a commit, as Conventional Commits 1.0.0 structures it. Every part is foreign text.
 *
 * @param type in lower case, such as {@code feat}; empty if the message does not follow the convention
 * @param scope what the change is about; null if it is not stated
 * @param subject without type and scope
 * @param breaking what breaks; null if nothing does, empty if it is only marked
 * @param references URLs and numbers of issues in the trailers
 * @param coAuthors names without addresses
 */
public record CommitMessage(
        String type,
        @Nullable String scope,
        String subject,
        @Nullable String breaking,
        List<String> references,
        List<String> coAuthors) {
    /** Other words before a colon belong to the subject, as in {@code Editor: keep the cursor}. */
    private static final Set<String> TYPES = Set.of(
            "feat",
            "feature",
            "fix",
            "bugfix",
            "hotfix",
            "security",
            "perf",
            "revert",
            "build",
            "chore",
            "ci",
            "docs",
            "refactor",
            "style",
            "test");

    private static final Set<String> REFERRING = Set.of("closes", "fixes", "issue", "refs", "resolves", "see");

    private static final Pattern SUBJECT = Pattern.compile(
            "(?<type>\\p{Alpha}{2,20})(?:\\((?<scope>[^()]{1,60})\\))?(?<breaking>!)?: *(?<text>\\S.*)");
    private static final Pattern TRAILER =
            Pattern.compile("(?<key>BREAKING[ -]CHANGE|\\p{Alpha}[\\p{Alpha}-]{1,40})(?:: +| +(?=#))(?<value>\\S.*)");
    private static final Pattern REFERENCE = Pattern.compile("https?://\\S{1,200}|[\\w./-]{0,100}[#!]\\d{1,9}");

    /** Parses a message; one without the convention is its first line. */
    public static CommitMessage parse(String message) {
        List<String> lines = message.strip().lines().map(String::strip).toList();
        String first = lines.isEmpty() ? "" : lines.get(0);
        Matcher subject = SUBJECT.matcher(first);
        boolean conventional = subject.matches()
                && (subject.group("breaking") != null || TYPES.contains(lower(subject.group("type"))));
        String breaking = conventional && subject.group("breaking") != null ? "" : null;
        List<String> references = new ArrayList<>();
        List<String> coAuthors = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            Matcher trailer = TRAILER.matcher(lines.get(i));
            if (!trailer.matches()) {
                continue;
            }
            String key = lower(trailer.group("key"));
            if (key.startsWith("breaking")) {
                breaking = trailer.group("value") + continued(lines, i);
            } else if (key.equals("co-authored-by")) {
                coAuthors.add(trailer.group("value").replaceFirst("\\s*<.*", "").strip());
            } else if (REFERRING.contains(key)) {
                REFERENCE.matcher(trailer.group("value")).results().forEach(match -> references.add(match.group()));
            }
        }
        return new CommitMessage(
                conventional ? lower(subject.group("type")) : "",
                conventional ? subject.group("scope") : null,
                conventional ? subject.group("text") : first,
                breaking,
                List.copyOf(references),
                List.copyOf(coAuthors));
    }

    /** The following lines of a trailer, up to an empty line or the next trailer. */
    private static String continued(List<String> lines, int trailer) {
        StringBuilder text = new StringBuilder();
        for (String line : lines.subList(trailer + 1, lines.size())) {
            if (line.isEmpty() || TRAILER.matcher(line).matches()) {
                break;
            }
            text.append(' ').append(line);
        }
        return text.toString();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
