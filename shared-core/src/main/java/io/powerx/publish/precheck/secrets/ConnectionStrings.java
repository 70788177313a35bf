package io.powerx.publish.precheck.secrets;

import io.powerx.publish.precheck.secrets.FoundSecret.Certainty;
import io.powerx.publish.precheck.secrets.SecretCandidate.Evidence;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Connection strings with a password: URLs, the form of Go's MySQL driver ({@code user:password@tcp(host)}), and lists of
 * {@code key=value}.
 */
final class ConnectionStrings implements Detector {
    private static final String URL = "://";
    private static final String GO = "@tcp(";
    private static final List<String> PASSWORD_KEYS = List.of("password=", "Password=", "PASSWORD=", "Pwd=", "pwd=");
    private static final int MAX_LENGTH = 300;

    private static final Alphabet SCHEME = Alphabet.BASE62.plus("+.-");
    private static final Alphabet HOST = Alphabet.BASE62.plus(".-_");

    /** What a list of keys and values is only if it is a connection string. */
    private static final Pattern SERVER = Pattern.compile(
            "(?i)(?:\\b(?:host|hostaddr|server|data source|addr)\\s*=\\s*|jdbc:[a-z:]{2,40}//)([\\w.-]{1,253})");

    private static final Pattern USER =
            Pattern.compile("(?i)\\b(?:user|user id|uid|username)\\s*=\\s*([^\\s;&\"']{1,100})");

    /** Names that always refer to the developer's own machine or network. */
    private static final Pattern LOCAL = Pattern.compile(
            "(?i)localhost|127\\.[\\d.]+|0\\.0\\.0\\.0|.*\\.local(?:host|domain)?|host\\.docker\\.internal|(?:.*\\.)?example(?:\\.(?:com|org|net))?"
                    + "|.*\\.(?:example|test|invalid)|your.*|.*[<{$%].*|hostname?|server|domain(?:\\.com)?");

    @Override
    public List<String> anchors() {
        return List.of(URL, GO, "password=", "Password=", "PASSWORD=", "Pwd=", "pwd=");
    }

    @Override
    public Optional<SecretCandidate> at(Window window, int index, String anchor) {
        return switch (anchor) {
            case URL -> url(window, index);
            case GO -> go(window, index);
            default -> PASSWORD_KEYS.contains(anchor) ? keys(window, index, anchor) : Optional.empty();
        };
    }

    private static Optional<SecretCandidate> url(Window window, int index) {
        int start = window.runBefore(index, SCHEME, 30);
        int from = index + URL.length();
        int limit = Math.min(window.end(), from + MAX_LENGTH);
        int colon = -1;
        int at = -1;
        for (int i = from; i < limit && isUrl(window.bytes()[i]); i++) {
            byte character = window.bytes()[i];
            if (character == ':' && colon < 0) {
                colon = i;
            } else if (character == '@') {
                // A password may contain the character, although it should be encoded.
                at = i;
            } else if (character == '/' || character == '?' || character == '#') {
                break;
            }
        }
        if (start == index || colon < 0 || at <= colon) {
            return Optional.empty();
        }
        String scheme = window.text(start, index).toLowerCase(Locale.ROOT);
        String user = window.text(from, colon);
        String password = decoded(window.text(colon + 1, at));
        String host = window.text(at + 1, window.run(at + 1, HOST, 253));
        return candidate(user, password, host, start, at, scheme + "://" + user + ":…@" + host);
    }

    private static Optional<SecretCandidate> go(Window window, int index) {
        int start = index;
        while (start > 0 && index - start < MAX_LENGTH && isUrl(window.bytes()[start - 1])) {
            start--;
        }
        String credentials = window.text(start, index);
        int colon = credentials.indexOf(':');
        if (colon <= 0) {
            return Optional.empty();
        }
        int hostStart = index + GO.length();
        String host = window.text(hostStart, window.run(hostStart, HOST, 253));
        String user = credentials.substring(0, colon);
        return candidate(user, credentials.substring(colon + 1), host, start, index, user + ":…@tcp(" + host + ")");
    }

    private static Optional<SecretCandidate> keys(Window window, int index, String anchor) {
        int lineStart = Math.max(window.lineStart(index), index - MAX_LENGTH);
        int lineEnd = Math.min(window.lineEnd(index), index + MAX_LENGTH);
        String line = window.text(lineStart, lineEnd);
        Matcher server = SERVER.matcher(line);
        if (!server.find()) {
            return Optional.empty();
        }
        int start = index + anchor.length();
        int end = start;
        while (end < lineEnd && " \t\r;&\"'`,<>".indexOf(window.bytes()[end]) < 0) {
            end++;
        }
        Matcher user = USER.matcher(line);
        String name = user.find() ? user.group(1) : "";
        return candidate(
                name, window.text(start, end), server.group(1), index, end, anchor + "… at " + server.group(1));
    }

    private static Optional<SecretCandidate> candidate(
            String user, String password, String host, int start, int end, String shown) {
        boolean weak = Placeholders.isWeak(password, user);
        boolean remote = host.contains(".") && !isPrivate(host);
        if (host.isEmpty()
                || LOCAL.matcher(host).matches()
                || Placeholders.isPlaceholder(password)
                || Placeholders.isTemplate(user)
                || (weak && !remote)) {
            return Optional.empty();
        }
        boolean certain = remote && !weak && password.length() >= 8 && hasDigitAndLetter(password);
        return Optional.of(new SecretCandidate(
                "a password in a connection string",
                shown,
                certain ? Certainty.CERTAIN : Certainty.LIKELY,
                Evidence.PLACE,
                start,
                end));
    }

    private static boolean hasDigitAndLetter(String password) {
        return password.chars().anyMatch(Character::isDigit) && password.chars().anyMatch(Character::isLetter);
    }

    private static boolean isPrivate(String host) {
        return host.matches("10\\..*|192\\.168\\..*|172\\.(?:1[6-9]|2\\d|3[01])\\..*");
    }

    private static boolean isUrl(byte character) {
        return character > ' ' && "\"'`<>\\|^".indexOf(character) < 0;
    }

    private static String decoded(String password) {
        try {
            return URLDecoder.decode(password.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return password;
        }
    }
}
