package io.powerx.publish.secret;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Masks what looks like a secret without being registered: signed query strings, passwords in URLs, Authorization headers, JSON Web
 * Tokens, private keys. Without regular expressions where a log may contain many candidates: to try one at each of them takes several
 * times as long as everything else.
 */
final class SecretShapes {
    private static final String AUTHORITY = "://";
    private static final String TOKEN = "eyJ";

    /** Without the first letter, which is often a capital. */
    private static final String[] SCHEMES = {"earer", "EARER", "asic", "ASIC"};

    private static final int MAX_PATH_LENGTH = 2_000;
    private static final int MAX_USER_LENGTH = 200;
    private static final int MAX_PASSWORD_LENGTH = 500;

    private static final int MIN_LENGTH = 8;

    private static final int MAX_WORDS_LENGTH = 24;

    private static final Pattern PRIVATE_KEY = Pattern.compile(
            "-----BEGIN ([A-Z ]*PRIVATE KEY(?: BLOCK)?)-----.*?(?:-----END \\1-----|\\z)", Pattern.DOTALL);

    /** Words that contain, but do not mean, what the parameters of signed queries are named after. */
    private static final Pattern ORDINARY = Pattern.compile("(?:re)?design(?:s|er|ers|ed|ing|ation|ations)?"
            + "|(?:un|re)?assign(?:s|ed|ee|ees|er|ers|ing|ment|ments)?|(?:con|re)sign(?:s|ed|ing|ment|ments)?"
            + "|insights?|sights?|signals?|signage|signific(?:ant|ance)|sign(?:up|ups|out|off)|sigma"
            + "|keyboards?|keywords?|keynotes?|keyframes?|keypads?|key(?:down|up|press)|keystones?|hotkeys?"
            + "|(?:don|mon|tur)keys?|hockey|jockeys?|whiskey|tokeni[sz](?:e|er|ers|ed|ing|ation)");

    /** The characters of a JSON Web Token: those of Base64 for URLs. */
    private static final boolean[] OF_TOKEN = ascii("-_");

    /** The characters of the credentials in a header. */
    private static final boolean[] OF_CREDENTIALS = ascii("._~+/=-");

    private static final boolean[] END_OF_URL = new boolean[128];

    static {
        for (char c : " \t\n\u000b\f\r\"'<>\\".toCharArray()) {
            END_OF_URL[c] = true;
        }
    }

    private SecretShapes() {}

    private static boolean[] ascii(String signs) {
        boolean[] allowed = new boolean[128];
        for (char c = 0; c < allowed.length; c++) {
            allowed[c] =
                    (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || signs.indexOf(c) >= 0;
        }
        return allowed;
    }

    static String masked(String text) {
        String clean = text;
        if (clean.contains(AUTHORITY)) {
            clean = clean.indexOf('?') < 0 ? clean : withoutSignedQueries(clean);
            clean = clean.indexOf('@') < 0 ? clean : withoutPasswords(clean);
        }
        clean = withoutCredentials(clean);
        if (clean.contains(TOKEN)) {
            clean = withoutTokens(clean);
        }
        // Dashes are frequent in logs.
        if (clean.contains("BEGIN") && clean.contains("-----BEGIN")) {
            clean = PRIVATE_KEY.matcher(clean).replaceAll(Secret.MASK);
        }
        return clean;
    }

    private static String result(String text, StringBuilder clean, int shown) {
        return shown == 0 ? text : clean.append(text, shown, text.length()).toString();
    }

    /** Masks what follows {@code Bearer} and {@code Basic}. */
    private static String withoutCredentials(String text) {
        int[] next = new int[SCHEMES.length];
        StringBuilder clean = new StringBuilder();
        int shown = 0;
        for (int i = 0; i < SCHEMES.length; i++) {
            next[i] = text.indexOf(SCHEMES[i]);
        }
        for (int first = first(next); first >= 0; first = first(next)) {
            int start = next[first] + SCHEMES[first].length();
            int end = next[first] < shown ? -1 : endOfCredentials(text, next[first] - 1, start);
            if (end >= 0) {
                start = skipBlanks(text, start);
                mask(text, shown, start, clean);
                shown = end;
            }
            next[first] = text.indexOf(SCHEMES[first], start);
        }
        return result(text, clean, shown);
    }

    /** The index of the smallest number that is not negative; -1 if there is none. */
    private static int first(int[] numbers) {
        int first = -1;
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] >= 0 && (first < 0 || numbers[i] < numbers[first])) {
                first = i;
            }
        }
        return first;
    }

    /** The end of the credentials after the name of a scheme; -1 if there are none. */
    private static int endOfCredentials(String text, int at, int afterName) {
        if (at < 0 || (text.charAt(at) != 'b' && text.charAt(at) != 'B') || isWithinWord(text, at)) {
            return -1;
        }
        int start = skipBlanks(text, afterName);
        int end = endOf(text, start, OF_CREDENTIALS);
        return start > afterName && end - start >= MIN_LENGTH && !areWords(text, start, end) ? end : -1;
    }

    /** Whether a text is prose such as {@code authentication} or {@code self-signed}: a few words of lower-case letters. */
    private static boolean areWords(String text, int from, int to) {
        if (to - from > MAX_WORDS_LENGTH) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean word = (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '/';
            if (!word && !(i == from && c >= 'A' && c <= 'Z')) {
                return false;
            }
        }
        return true;
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isWithinWord(String text, int at) {
        return at > 0 && (Character.isLetterOrDigit(text.charAt(at - 1)) || text.charAt(at - 1) == '_');
    }

    private static int endOf(String text, int from, boolean[] allowed) {
        int end = from;
        while (end < text.length() && text.charAt(end) < allowed.length && allowed[text.charAt(end)]) {
            end++;
        }
        return end;
    }

    /** Masks JSON Web Tokens, also those without their signature. */
    private static String withoutTokens(String text) {
        StringBuilder clean = new StringBuilder();
        int shown = 0;
        int from = 0;
        for (int at = text.indexOf(TOKEN); at >= 0; at = text.indexOf(TOKEN, from)) {
            if (isWithinWord(text, at)) {
                from = at + TOKEN.length();
                continue;
            }
            from = endOf(text, at, OF_TOKEN);
            int end = endOfToken(text, at, from);
            if (end >= 0) {
                mask(text, shown, at, clean);
                shown = end;
                from = end;
            }
        }
        return result(text, clean, shown);
    }

    /** The end of a token; -1 if it is none. */
    private static int endOfToken(String text, int at, int header) {
        if (header - at < TOKEN.length() + MIN_LENGTH || !isDot(text, header)) {
            return -1;
        }
        int payload = endOf(text, header + 1, OF_TOKEN);
        if (payload - header - 1 < MIN_LENGTH) {
            return -1;
        }
        return isDot(text, payload) ? endOf(text, payload + 1, OF_TOKEN) : payload;
    }

    private static boolean isDot(String text, int at) {
        return at < text.length() && text.charAt(at) == '.';
    }

    private static void mask(String text, int from, int secret, StringBuilder clean) {
        clean.append(text, from, secret).append(Secret.MASK);
    }

    /** Masks the whole query of a URL if a part of it looks like a signature or a credential. */
    private static String withoutSignedQueries(String text) {
        StringBuilder clean = new StringBuilder();
        int shown = 0;
        int from = 0;
        for (int at = text.indexOf(AUTHORITY); at >= 0; at = text.indexOf(AUTHORITY, from)) {
            from = at + AUTHORITY.length();
            int query = isHttp(text, at) ? endOfPath(text, from) : -1;
            if (query < 0) {
                continue;
            }
            from = endOfQuery(text, query);
            if (isSigned(text, query, from)) {
                mask(text, shown, query, clean);
                shown = from;
            }
        }
        return result(text, clean, shown);
    }

    private static boolean isHttp(String text, int end) {
        return endsWith(text, end, "http") || endsWith(text, end, "https");
    }

    private static boolean endsWith(String text, int end, String word) {
        return text.regionMatches(true, end - word.length(), word, 0, word.length());
    }

    /** The start of the query; -1 if the URL has none. */
    private static int endOfPath(String text, int from) {
        int end = Math.min(text.length(), from + MAX_PATH_LENGTH + 1);
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (c == '?') {
                return i == from ? -1 : i + 1;
            }
            if (endsUrl(c)) {
                return -1;
            }
        }
        return -1;
    }

    private static int endOfQuery(String text, int from) {
        int end = from;
        while (end < text.length() && !endsUrl(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean endsUrl(char c) {
        return c < END_OF_URL.length && END_OF_URL[c];
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static boolean isSigned(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            boolean signed =
                    switch (text.charAt(i)) {
                        case 's', 'S' -> startsWith(text, i, "sig", to);
                        case 't', 'T' -> startsWith(text, i, "token", to);
                        case 'c', 'C' -> startsWith(text, i, "credential", to);
                        case 'k', 'K' -> startsWith(text, i, "key", to);
                        default -> false;
                    };
            if (signed
                    && !ORDINARY.matcher(word(text, from, i, to).toLowerCase(Locale.ROOT))
                            .matches()) {
                return true;
            }
        }
        return false;
    }

    /** The letters around a position, up to a capital that begins another word. */
    private static String word(String text, int from, int at, int to) {
        int start = at;
        while (start > from && isLetter(text.charAt(start - 1)) && !isCapitalAfterSmall(text, start)) {
            start--;
        }
        int end = at + 1;
        while (end < to && isLetter(text.charAt(end)) && !isCapitalAfterSmall(text, end)) {
            end++;
        }
        return text.substring(start, end);
    }

    private static boolean isCapitalAfterSmall(String text, int at) {
        return at > 0 && text.charAt(at) <= 'Z' && text.charAt(at - 1) >= 'a';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean startsWith(String text, int at, String word, int end) {
        return at + word.length() <= end && text.regionMatches(true, at + 1, word, 1, word.length() - 1);
    }

    /** Masks user and password in URLs. */
    private static String withoutPasswords(String text) {
        StringBuilder clean = new StringBuilder();
        int shown = 0;
        int from = 0;
        for (int at = text.indexOf(AUTHORITY); at >= 0; at = text.indexOf(AUTHORITY, from)) {
            from = at + AUTHORITY.length();
            int end = isHttp(text, at) ? endOfPassword(text, from) : -1;
            if (end >= 0) {
                mask(text, shown, from, clean);
                shown = end;
                from = end;
            }
        }
        return result(text, clean, shown);
    }

    /** The position of the @ after user and password; -1 if there is no password. */
    private static int endOfPassword(String text, int from) {
        int colon = end(text, from, MAX_USER_LENGTH, true);
        if (colon < 0 || text.charAt(colon) != ':') {
            return -1;
        }
        int at = end(text, colon + 1, MAX_PASSWORD_LENGTH, false);
        return at < 0 || text.charAt(at) != '@' ? -1 : at;
    }

    /** The first character after a user or a password that is no part of it; -1 if there is none, or if it is empty or too long. */
    private static int end(String text, int from, int longest, boolean ofUser) {
        int last = Math.min(text.length() - 1, from + longest);
        for (int i = from; i <= last; i++) {
            char c = text.charAt(i);
            if (isBlank(c) || c == '/' || c == '@' || c == '"' || c == '\'' || (ofUser && c == ':')) {
                return i == from ? -1 : i;
            }
        }
        return -1;
    }
}
