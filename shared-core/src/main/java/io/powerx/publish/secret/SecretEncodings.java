package io.powerx.publish.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The encodings in which a secret may appear in text. {@link FoldedText} handles escapes, case and white space. */
final class SecretEncodings {
    private static final int LONG = 128;
    private static final int PIECE = 32;
    private static final int MIN_LINE_LENGTH = 16;

    /** Also blanks and escapes, since a CI variable may hold a key of several lines in one. */
    private static final Pattern LINE_BREAKS = Pattern.compile("(?:\\s|\\\\[nr])+");

    private SecretEncodings() {}

    /**
     * Returns the value itself, hex, Base64, Base64 of Base64, and parts of long values, which a server may truncate.
     */
    static Set<String> of(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        Set<String> encodings = new LinkedHashSet<>();
        encodings.add(value);
        if (value.chars().anyMatch(Character::isWhitespace)) {
            // HTML forms encode spaces as plus signs.
            encodings.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
        // The bytes of a character that is not ASCII are percent-encoded one by one.
        encodings.add(new String(bytes, StandardCharsets.ISO_8859_1));
        encodings.add(HexFormat.of().formatHex(bytes));
        encodings.add(HexFormat.ofDelimiter(":").formatHex(bytes));
        for (String once : base64(bytes)) {
            encodings.add(once);
            encodings.addAll(base64(once.getBytes(StandardCharsets.US_ASCII)));
        }
        encodings.addAll(pieces(value));
        return encodings;
    }

    private static List<String> pieces(String value) {
        String[] lines = LINE_BREAKS.split(value);
        if (lines.length > 1) {
            return Stream.of(lines)
                    .filter(line -> line.length() >= MIN_LINE_LENGTH && !line.startsWith("-----"))
                    .toList();
        }
        Set<String> pieces = new LinkedHashSet<>();
        for (int at = 0; value.length() > LONG && at + PIECE <= value.length(); at += PIECE) {
            pieces.add(value.substring(at, at + PIECE));
        }
        return List.copyOf(pieces);
    }

    /**
     * How the bytes appear within a longer Base64 text, regardless of what surrounds them: for each offset within a
     * group of three bytes, the characters that do not depend on the surrounding bytes.
     */
    private static Set<String> base64(byte[] bytes) {
        Set<String> encodings = new LinkedHashSet<>();
        for (int shift = 0; shift < 3; shift++) {
            byte[] padded = new byte[shift + bytes.length];
            System.arraycopy(bytes, 0, padded, shift, bytes.length);
            int whole = padded.length / 3 * 3;
            int start = shift == 0 ? 0 : 4;
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(padded, whole));
            if (encoded.length() > start) {
                String core = encoded.substring(start);
                encodings.add(core);
                encodings.add(core.replace('+', '-').replace('/', '_'));
            }
        }
        return encodings;
    }
}
