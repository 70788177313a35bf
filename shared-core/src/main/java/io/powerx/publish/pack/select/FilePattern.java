package io.powerx.publish.pack.select;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.ignore.FastIgnoreRule;

/** One pattern with the syntax of a line in .gitignore (gitignore(5)), as JGit implements it. Case matters on every system. */
public final class FilePattern {
    private static final int MAX_LENGTH = 1000;

    /** JGit ignores a blank at the end of a folder's name, git does not. */
    private static final Pattern BLANK_BEFORE_SLASH = Pattern.compile("(?<!\\\\) (?=/$)");

    /** To git, three or more stars are the same as two. */
    private static final Pattern MANY_STARS = Pattern.compile("(?<!\\\\)\\*{3,}");

    private final String text;
    private final String origin;
    private final FastIgnoreRule rule;
    private final boolean anchored;
    private final String literalPrefix;

    private FilePattern(String text, String origin, FastIgnoreRule rule) {
        this.text = text;
        this.origin = origin;
        this.rule = rule;
        String body = text.startsWith("!") ? text.substring(1) : text;
        int slash = body.indexOf('/');
        this.anchored = slash >= 0 && slash < body.length() - 1;
        this.literalPrefix = literalPrefix(body);
    }

    /**
     * Parses a pattern of a configuration file.
     *
     * @param origin where the pattern is, such as {@code artifacts.include}
     * @throws PublishException {@link ErrorCode#CONFIG_INVALID} for a pattern that can never match, or that has a meaning in other syntaxes
     */
    public static FilePattern of(String text, String origin) {
        String pattern = text.startsWith("./") ? text.substring(1) : text;
        String path = pattern.startsWith("!") ? pattern.substring(1) : pattern;
        if (path.isBlank() || path.length() > MAX_LENGTH || path.equals("/")) {
            throw invalid(text, "it is empty or longer than " + MAX_LENGTH + " characters");
        }
        if (("/" + path + "/").contains("/../")) {
            throw invalid(text, "it cannot match a file in the project");
        }
        if (path.replace("\\{", "").indexOf('{') >= 0) {
            throw invalid(
                    text,
                    "braces have no meaning in the syntax of .gitignore; list each alternative, or write \\{ for the"
                            + " character");
        }
        return parse(pattern, origin).orElseThrow(() -> invalid(text, "it is not a pattern of .gitignore"));
    }

    /**
     * Parses a pattern that is not part of a list.
     *
     * @throws PublishException as {@link #of(String, String)}, and if the pattern is negated
     */
    public static FilePattern of(String text) {
        FilePattern pattern = of(text, "");
        if (pattern.isNegated()) {
            throw invalid(text, "a single pattern cannot be negated");
        }
        return pattern;
    }

    /** The pattern that matches that path alone, whatever characters it has. */
    public static String literal(String path) {
        return "/" + path.replaceAll("[\\\\*?\\[]", "\\\\$0").replaceFirst(" $", "\\\\ ");
    }

    /** Parses a line of a file with patterns; empty for a blank line, a comment, and a line that never matches. */
    static Optional<FilePattern> parse(String line, String origin) {
        String text = withoutTrailingBlanks(line);
        if (text.isEmpty() || text.equals("!") || text.startsWith("#") || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        if (text.contains("//")) {
            // JGit ignores all slashes at the end, git only one.
            return Optional.empty();
        }
        String stars = MANY_STARS.matcher(text).replaceAll("**");
        FastIgnoreRule rule =
                new FastIgnoreRule(BLANK_BEFORE_SLASH.matcher(stars).replaceFirst("\\\\ "));
        return rule.isEmpty() ? Optional.empty() : Optional.of(new FilePattern(text, origin, rule));
    }

    /** Whether the pattern matches that path itself; a match of a folder above it does not count. */
    boolean matches(String path, boolean folder) {
        return rule.isMatch(path, folder, true);
    }

    /** Whether the pattern matches the path of a file, or a folder above it. */
    public boolean covers(String path) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (matches(path.substring(0, slash), true)) {
                return true;
            }
        }
        return matches(path, false);
    }

    /** Like {@link #covers}, or whether the pattern asks for something in a folder, whose path ends with a slash. */
    public boolean concerns(String path) {
        if (!path.endsWith("/")) {
            return covers(path);
        }
        String folder = path.substring(0, path.length() - 1);
        return matches(folder, true) || covers(folder) || (anchored && (literalPrefix + "/").startsWith(path));
    }

    /** Whether the pattern begins with {@code !}. */
    boolean isNegated() {
        return rule.getNegation();
    }

    /** Whether a path below that folder might match. */
    boolean mayMatchBelow(String folder) {
        return !anchored
                || literalPrefix.isEmpty()
                || literalPrefix.equals(folder)
                || literalPrefix.startsWith(folder + "/")
                || folder.startsWith(literalPrefix + "/");
    }

    /** Whether the pattern selects this kind of file explicitly, as {@code **}{@code /*.map} selects source maps but {@code assets/**} does not. */
    boolean singlesOut(String path) {
        String last = text.substring(text.lastIndexOf('/') + 1);
        return !last.replace("*", "").isEmpty() && matches(path, false);
    }

    /** The pattern and where it is, as a clause. */
    String reason() {
        return origin + " has \"" + text + "\"";
    }

    @Override
    public String toString() {
        return text;
    }

    private static String literalPrefix(String body) {
        StringBuilder prefix = new StringBuilder();
        for (String segment : body.replaceFirst("^/", "").split("/")) {
            if (segment.chars().anyMatch(c -> "*?[\\".indexOf(c) >= 0)) {
                break;
            }
            prefix.append(prefix.isEmpty() ? "" : "/").append(segment);
        }
        return prefix.toString();
    }

    /** Git ignores blanks at the end of a line unless they are escaped. */
    private static String withoutTrailingBlanks(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == ' ' && !isEscaped(line, end - 1)) {
            end--;
        }
        return line.substring(0, end);
    }

    private static boolean isEscaped(String line, int index) {
        int backslashes = 0;
        while (backslashes < index && line.charAt(index - backslashes - 1) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static PublishException invalid(String text, String why) {
        return PublishException.of(ErrorCode.CONFIG_INVALID, "read the pattern \"" + text + "\"", why);
    }
}
