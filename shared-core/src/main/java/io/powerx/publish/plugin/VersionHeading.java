package io.powerx.publish.plugin;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A changelog heading that contains a version.
 *
 * @param version without a leading v
 * @param level 1 for the most important; {@link #BOLD} for a bold line that serves as a heading
 * @param style form of the heading
 * @param prefix text before the version, such as the package name that towncrier writes; empty for other styles
 */
record VersionHeading(String version, int level, Style style, String prefix) {
    /** A level below all Markdown headings. */
    static final int BOLD = 7;

    private static final int MAX_LENGTH = 300;

    /** The forms of a version heading, from the strongest to the weakest sign of a section. */
    enum Style {
        /**
         * Only the version, optionally with a date or status: {@code [1.2.0] - 2026-01-31},
         * {@code 2026-01-31, Version 1.2.0 (LTS)}.
         */
        PLAIN,
        /** The version, a separator and a title: {@code 1.2.0: Archives}. */
        TITLED,
        /** A package name and the version: {@code note-plugin 1.2.0 (2026-01-31)}, {@code @acme/note-plugin@1.2.0}. */
        NAMED,
        /** The version and other words, which may also be a subheading: {@code 1.1.0 users: read this}. */
        WORDS
    }

    private static final String VERSION = "(?<version>unreleased|未发布|\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z.-]*[0-9A-Za-z])?"
            + "(?:\\+[0-9A-Za-z.-]*[0-9A-Za-z])?)(?![0-9A-Za-z+]|[.-][0-9A-Za-z])";
    private static final String TIME =
            "(?:[T ]\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?(?: ?(?:Z|UTC|GMT|[+-]\\d{2}:?\\d{2}))?)?";
    private static final String DATE = "\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}" + TIME
            + "|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{4}|\\d{1,2}[-/. ]\\p{L}{3,9}[-/. ]\\d{4}"
            + "|\\p{L}{3,9} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}|\\d{4}年\\d{1,2}月\\d{1,2}日";
    private static final String STATUS =
            "yanked|unreleased|current|latest|lts|stable|beta|alpha|pre-?release|upcoming|today|tbd|未发布|已撤回";
    /** What a heading may call the section after a name and the version. */
    private static final Pattern TITLE_WORDS =
            pattern("\\s*(?:release notes|changelog|change log|changes|更新日志|变更日志|发布说明|更新说明|版本说明)(?=\\P{L}|$)");

    private static final String DECORATION = "(?:[^\\p{L}\\p{N}@]|:[a-z0-9][a-z0-9_+-]{0,39}:)*";
    private static final String LABEL = "(?:(?:version|release|ver\\.?|v\\.?|版本|发布)[\\s:：]*){0,2}";

    private static final Pattern LEAD =
            pattern(DECORATION + "(?:(?:" + DATE + ")[\\s,:–—-]*)?" + LABEL + "[\\[(（]?v?" + VERSION);
    private static final Pattern NAME_LEAD = pattern(
            "(?<prefix>.{1,80}?)(?:[\\s/:]+|(?<=\\S)@|(?<=[\\p{L}\\p{N}])-(?=v\\d))" + LABEL + "[\\[(（]?v?" + VERSION);
    private static final Pattern REST = pattern("[\\])）]*(?:\\s*版本)?(?:[\\s\\-–—/|,:·•]*[\\[(（]?(?:" + DATE + "|"
            + STATUS + ")[\\])）]?)*[\\s,]*(?:@[^\\s@,]+[\\s,]*)*(?:[^\\p{L}\\p{N}@]|:[a-z0-9][a-z0-9_+-]{0,39}:)*");
    private static final Pattern TITLE = pattern("[\\])）]*(?:\\s*[–—|/,:：(（\"“]|\\s+[-~]).*");

    /** Parses a heading; empty if it does not contain a version. */
    static Optional<VersionHeading> of(String text, int level) {
        String line = text.strip();
        if (line.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher lead = LEAD.matcher(line);
        if (lead.lookingAt()) {
            return Optional.of(new VersionHeading(lead.group("version"), level, style(line.substring(lead.end())), ""));
        }
        Matcher named = NAME_LEAD.matcher(line);
        if (named.lookingAt()
                && isRest(TITLE_WORDS.matcher(line.substring(named.end())).replaceFirst(""))) {
            return Optional.of(new VersionHeading(
                    named.group("version"),
                    level,
                    Style.NAMED,
                    named.group("prefix").strip()));
        }
        return Optional.empty();
    }

    private static Style style(String rest) {
        if (isRest(rest)) {
            return Style.PLAIN;
        }
        return TITLE.matcher(rest).matches() ? Style.TITLED : Style.WORDS;
    }

    private static boolean isRest(String rest) {
        return REST.matcher(rest).matches();
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }
}
