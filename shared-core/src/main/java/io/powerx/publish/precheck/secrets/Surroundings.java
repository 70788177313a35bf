package io.powerx.publish.precheck.secrets;

import io.powerx.publish.precheck.secrets.SecretCandidate.Evidence;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the location of a text reveals about it: samples in documentation and tests are not secrets, and what browsers receive is
 * public.
 *
 * @param example whether the file is a test, a sample or documentation
 * @param foreign whether the file belongs to a dependency
 * @param served whether browsers receive the file
 * @param text whether the file is text
 */
record Surroundings(boolean example, boolean foreign, boolean served, boolean text) {
    private static final Pattern EXAMPLE =
            Pattern.compile("(?:^|.*/)(?:__tests__|__mocks__|__fixtures__|tests?|testdata|fixtures?|mocks?"
                    + "|e2e|specs?|examples?|samples?|docs?)/.*|.*[._-](?:test|spec|example|sample|mock)\\.[^/]*|.*\\.(?:example|sample|template)"
                    + "|.*\\.(?:md|mdx|rst|adoc)");
    private static final Pattern FOREIGN = Pattern.compile("(?:^|.*/)(?:node_modules|vendor|site-packages)/.*");
    private static final Pattern SERVED = Pattern.compile("web-admin/(?!\\.output/server/).*|.*/(?:public|static)/.*");

    /** A reason has to follow the id. */
    private static final Pattern ALLOWED = Pattern.compile(
            "px-publish:allow[ \\t]+" + FoundSecret.RULE + "[ \\t]+[^\\s*/>-]\\S*", Pattern.CASE_INSENSITIVE);

    private static final int MINIFIED = 2_000;

    static Surroundings of(String path, boolean text) {
        String lower = path.toLowerCase(Locale.ROOT);
        return new Surroundings(
                EXAMPLE.matcher(lower).matches(),
                FOREIGN.matcher(lower).matches(),
                SERVED.matcher(lower).matches(),
                text);
    }

    /** The candidate as it should be reported; empty if it should not. */
    Optional<SecretCandidate> evaluate(SecretCandidate candidate, Window window) {
        if (isAllowed(window, candidate.start())) {
            return Optional.empty();
        }
        if (candidate.evidence() == Evidence.CHECKSUM) {
            return Optional.of(example ? candidate.lessCertain() : candidate);
        }
        if (example) {
            return Optional.empty();
        }
        if (candidate.evidence() == Evidence.PLACE
                && (foreign || served || !text || isSample(window, candidate.start()))) {
            return Optional.empty();
        }
        return Optional.of(candidate);
    }

    /** A value of the key {@code example} in an API description, or code in a line that only programs write. */
    private static boolean isSample(Window window, int index) {
        int start = window.lineStart(index);
        String line = window.text(start, window.lineEnd(index));
        return line.length() > MINIFIED
                || line.toLowerCase(Locale.ROOT).matches(".*\\b(?:e\\.g\\.|examples?|sample)\\b.*");
    }

    /** Whether a comment in the same line, or in the line before, allows it. */
    private static boolean isAllowed(Window window, int index) {
        int start = window.lineStart(index);
        int before = start == 0 ? 0 : window.lineStart(start - 1);
        Matcher comment = ALLOWED.matcher(window.text(before, window.lineEnd(index)));
        return comment.find();
    }
}
