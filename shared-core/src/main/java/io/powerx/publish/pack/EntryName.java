package io.powerx.publish.pack;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Checks the names of packed files: every system must be able to write them, below the folder that the package is unpacked to. */
public final class EntryName {
    private static final int MAX_PATH_BYTES = 1024;
    private static final int MAX_SEGMENT_BYTES = 255;
    private static final Pattern DEVICE =
            Pattern.compile("(?:CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(?:COM|LPT)[0-9\u00b9\u00b2\u00b3])(?: *\\..*)?");

    /** The folder of a repository, including its short name on Windows. */
    private static final Pattern REPOSITORY = Pattern.compile("(?:\\.git|git~\\d+)", Pattern.CASE_INSENSITIVE);

    private static final String DEVICE_INITIALS = "CPANLcpanl";

    /** The order of packages and of integrity.txt: by UTF-8 bytes, which is also the order of code points; independent of the locale. */
    public static final Comparator<String> ORDER = EntryName::compare;

    private EntryName() {}

    /** What is wrong with a path, as a clause; empty if it is valid. */
    public static Optional<String> problem(String path) {
        if (path.isEmpty() || path.startsWith("/")) {
            return Optional.of("the name is empty or absolute");
        }
        if (path.getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
            return Optional.of("the path is longer than " + MAX_PATH_BYTES + " bytes");
        }
        if (hasForbidden(path)) {
            return Optional.of(
                    "the name has a character that is not safe on every system (a control character, or one of \\ : * ? \""
                            + " < > |)");
        }
        OptionalInt invisible = path.codePoints().filter(EntryName::isInvisible).findFirst();
        if (invisible.isPresent()) {
            String point = "U+%04X".formatted(invisible.getAsInt());
            return Optional.of(
                    "the name has the invisible character " + point + ", with which it looks like another name");
        }
        for (String segment : path.split("/", -1)) {
            Optional<String> problem = segmentProblem(segment);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    /** Whether a name has only characters that every system stores as they are. */
    public static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /**
     * The name without joiners, which emojis and some languages need, but which the file system of macOS ignores when it compares names.
     */
    static String withoutJoiners(String name) {
        return isAscii(name) ? name : name.replace("\u200c", "").replace("\u200d", "");
    }

    private static Optional<String> segmentProblem(String segment) {
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
            return Optional.of("the path has an empty part, \".\" or \"..\"");
        }
        if (segment.endsWith(".") || segment.endsWith(" ")) {
            return Optional.of("a part of the path ends with a dot or a space, which Windows drops");
        }
        if (segment.getBytes(StandardCharsets.UTF_8).length > MAX_SEGMENT_BYTES) {
            return Optional.of("a part of the path is longer than " + MAX_SEGMENT_BYTES + " bytes");
        }
        if (DEVICE_INITIALS.indexOf(segment.charAt(0)) >= 0
                && DEVICE.matcher(segment.toUpperCase(Locale.ROOT)).matches()) {
            return Optional.of("\"" + segment + "\" is a device on Windows");
        }
        if (REPOSITORY.matcher(withoutJoiners(segment)).matches()) {
            return Optional.of("git would take \"" + segment + "\" for a repository, and run its hooks");
        }
        return Optional.empty();
    }

    private static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            if (left.charAt(i) != right.charAt(i)) {
                return Integer.compare(rank(left.charAt(i)), rank(right.charAt(i)));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /** Surrogates encode the highest code points, although their own values are not the highest. */
    private static int rank(char c) {
        return Character.isSurrogate(c) ? c + 0x10000 : c;
    }

    private static boolean hasForbidden(String path) {
        int next = 0;
        while (next < path.length()) {
            int c = path.codePointAt(next);
            if (isForbidden(c)) {
                return true;
            }
            next += Character.charCount(c);
        }
        return false;
    }

    /** Characters without width that no name needs, unlike the joiners. They include the marks and isolates that reorder text. */
    private static boolean isInvisible(int c) {
        return c == 0xad
                || c == 0x61c
                || c == 0x200b
                || c == 0x200e
                || c == 0x200f
                || c == 0x2028
                || c == 0x2029
                || (c >= 0x2060 && c <= 0x206f)
                || c == 0xfeff
                || (c >= 0xfff9 && c <= 0xfffb);
    }

    private static boolean isForbidden(int c) {
        boolean reordersText = c >= 0x202a && c <= 0x202e;
        boolean notText = c == 0xfffd || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        return Character.isISOControl(c) || reordersText || notText || "\\:*?\"<>|".indexOf(c) >= 0;
    }
}
