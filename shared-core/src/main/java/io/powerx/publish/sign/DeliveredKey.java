package io.powerx.publish.sign;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Undoes what secret stores, CI variables and editors do to keys and certificates: a byte order mark, line feeds as {@code \n}, everything on one line,
 * indentation, quotation marks, Base64 around PEM, DER or PKCS#12.
 *
 * @param content canonical PEM text, or DER
 */
@SuppressWarnings("ArrayRecordComponent")
record DeliveredKey(boolean isPem, byte[] content) {
    private static final int ASN1_SEQUENCE = 0x30;
    private static final int LINE = 64;

    /** Content is encoded in Base64 twice at most. */
    private static final int LAYERS = 3;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9][A-Z0-9 ]{0,60})-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final Pattern PEM_HEADERS = Pattern.compile(
            "\\s*Proc-Type:\\s*(4,ENCRYPTED)\\s+DEK-Info:\\s*([A-Za-z0-9-]{1,40},[0-9A-Fa-f]{1,64})\\s");
    /** A byte order mark, and what is pasted from web pages. */
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

    private static final Pattern SPACE = Pattern.compile("\\p{Z}");
    private static final Pattern UNICODE_ESCAPE = Pattern.compile("\\\\{1,4}u([0-9a-fA-F]{4})");
    private static final Pattern LINE_ESCAPE = Pattern.compile("\\\\{1,4}[rnt]");
    private static final Pattern SLASH_ESCAPE = Pattern.compile("\\\\{1,4}/");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{32,}={0,2}");

    /** What was delivered; empty if it is neither PEM nor DER. */
    static Optional<DeliveredKey> of(byte[] delivered) {
        byte[] content = delivered;
        for (int layer = 0; layer < LAYERS; layer++) {
            if (content.length > 1
                    && content[0] == ASN1_SEQUENCE
                    && (content[1] < 0 || content[1] == content.length - 2)) {
                return Optional.of(new DeliveredKey(false, content));
            }
            String text = unescaped(new String(content, charset(content)));
            if (text.contains("-----BEGIN ")) {
                return Optional.of(new DeliveredKey(true, canonical(text).getBytes(StandardCharsets.UTF_8)));
            }
            String compact = text.replaceAll("\\s+", "");
            if (!BASE64.matcher(compact).matches()) {
                return Optional.empty();
            }
            content = decoded(compact);
        }
        return Optional.empty();
    }

    String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** Windows PowerShell writes UTF-16. */
    private static Charset charset(byte[] content) {
        boolean wide = content.length > 1
                && ((content[0] == (byte) 0xFE && content[1] == (byte) 0xFF)
                        || (content[0] == (byte) 0xFF && content[1] == (byte) 0xFE));
        return wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    /** Backslashes may be escaped themselves, if a variable was exported as JSON within JSON. */
    private static String unescaped(String text) {
        String plain = UNICODE_ESCAPE
                .matcher(INVISIBLE.matcher(text).replaceAll(""))
                .replaceAll(
                        match -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 16))));
        plain = SPACE.matcher(LINE_ESCAPE.matcher(plain).replaceAll("\n")).replaceAll(" ");
        return SLASH_ESCAPE
                .matcher(plain)
                .replaceAll("/")
                .replace("\"", "")
                .replace("'", "")
                .strip();
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** The blocks of the text, each with its lines as RFC 7468 has them. */
    private static String canonical(String text) {
        StringBuilder pem = new StringBuilder();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            String label = block.group(1).strip();
            String body = block.group(2);
            pem.append("-----BEGIN ").append(label).append("-----\n");
            Matcher headers = PEM_HEADERS.matcher(body);
            if (headers.lookingAt()) {
                pem.append("Proc-Type: ").append(headers.group(1)).append("\nDEK-Info: ");
                pem.append(headers.group(2)).append("\n\n");
                body = body.substring(headers.end());
            }
            String base64 = body.replaceAll("\\s+", "");
            for (int at = 0; at < base64.length(); at += LINE) {
                pem.append(base64, at, Math.min(base64.length(), at + LINE)).append('\n');
            }
            pem.append("-----END ").append(label).append("-----\n");
        }
        return pem.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeliveredKey key && isPem == key.isPem && Arrays.equals(content, key.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /** Does not print the content. */
    @Override
    public String toString() {
        return isPem ? "PEM" : "DER";
    }
}
