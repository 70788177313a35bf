package io.powerx.publish.pack.select;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.util.regex.Pattern;

/**
 * A pattern of project files in publish.yml, such as in {@code artifacts.include}. A pattern with a slash is relative to the project, one without a
 * slash matches names at any depth, and a pattern that matches a folder matches everything below it. The syntax has <code>*</code>,
 * <code>**</code>, <code>?</code>, <code>[abc]</code> and <code>{a,b}</code>; case matters on every system.
 */
public final class Glob {
    private static final int MAX_LENGTH = 1000;

    private final String text;
    private final Pattern exact;
    private final Pattern below;
    private final boolean anchored;
    private final String literalPrefix;

    private Glob(String text, String regex, boolean anchored, String literalPrefix) {
        this.text = text;
        this.exact = Pattern.compile(regex, Pattern.DOTALL);
        this.below = Pattern.compile(regex + "(?:/.*)?", Pattern.DOTALL);
        this.anchored = anchored;
        this.literalPrefix = literalPrefix;
    }

    /**
     * Parses a pattern.
     *
     * @throws PublishException {@link ErrorCode#CONFIG_INVALID} for a pattern that can never match, or is ambiguous
     */
    public static Glob of(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || trimmed.length() > MAX_LENGTH) {
            throw invalid(text, "it is empty or longer than " + MAX_LENGTH + " characters");
        }
        if (trimmed.startsWith("!")) {
            throw invalid(text, "patterns cannot be negated; use artifacts.include to add files back");
        }
        boolean anchored = trimmed.substring(0, trimmed.length() - 1).indexOf('/') >= 0;
        String body = trimmed.replaceFirst("^(\\./|/)+", "").replaceFirst("/+$", "");
        if (body.isEmpty() || body.equals(".") || ("/" + body + "/").contains("/../")) {
            throw invalid(text, "it cannot match a file in the project");
        }
        String regex = (anchored ? "" : "(?:.*/)?") + translate(text, body);
        return new Glob(trimmed, regex, anchored, literalPrefix(body));
    }

    /** Whether the path or one of its parent folders matches. */
    public boolean matches(String path) {
        return below.matcher(path).matches();
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
        return !last.replace("*", "").isEmpty() && exact.matcher(path).matches();
    }

    @Override
    public String toString() {
        return text;
    }

    private static String literalPrefix(String body) {
        StringBuilder prefix = new StringBuilder();
        for (String segment : body.split("/")) {
            if (segment.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0)) {
                break;
            }
            prefix.append(prefix.isEmpty() ? "" : "/").append(segment);
        }
        return prefix.toString();
    }

    private static String translate(String text, String body) {
        StringBuilder regex = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            switch (c) {
                case '*' -> {
                    if (body.startsWith("**/", i)) {
                        regex.append("(?:.*/)?");
                        i += 2;
                    } else if (body.startsWith("**", i)) {
                        regex.append(".*");
                        i++;
                    } else {
                        regex.append("[^/]*");
                    }
                }
                case '?' -> regex.append("[^/]");
                case '[' -> {
                    int end = body.indexOf(']', i + 2);
                    if (end < 0) {
                        throw invalid(text, "a [ has no ]");
                    }
                    regex.append(characterClass(body.substring(i + 1, end)));
                    i = end;
                }
                case '{' -> {
                    depth++;
                    regex.append("(?:");
                }
                case '}' -> {
                    depth--;
                    regex.append(')');
                }
                case ',' -> regex.append(depth > 0 ? "|" : ",");
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
            if (depth < 0 || depth > 1) {
                break;
            }
        }
        if (depth != 0) {
            throw invalid(text, "its braces are unbalanced or nested");
        }
        return regex.toString();
    }

    private static String characterClass(String members) {
        boolean negated = members.startsWith("!") || members.startsWith("^");
        String listed = negated ? members.substring(1) : members;
        StringBuilder escaped = new StringBuilder(negated ? "[^/" : "[");
        listed.chars().forEach(c -> escaped.append(c == '-' ? "-" : "\\x{" + Integer.toHexString(c) + "}"));
        return escaped.append("]").toString();
    }

    private static PublishException invalid(String text, String why) {
        return PublishException.of(ErrorCode.CONFIG_INVALID, "read the pattern \"" + text + "\"", why);
    }
}
