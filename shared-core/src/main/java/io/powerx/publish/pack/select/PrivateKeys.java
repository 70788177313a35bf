package io.powerx.publish.pack.select;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Recognizes private keys in PEM format. */
public final class PrivateKeys {
    /** The text that every header of a private key contains. */
    public static final String MARK = "PRIVATE KEY";

    /** Bytes at the beginning of a file that are searched. Keys are in small files. */
    public static final int SEARCHED = 64 << 10;

    /** A header followed by Base64; program code that only mentions the header does not match. */
    private static final Pattern PEM = Pattern.compile("-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----"
            + "(?:\\s|\\\\[nr])+(?:(?:Proc-Type|DEK-Info|Version|Comment):[^\\n]{0,200}\\s+)*[A-Za-z0-9+/]{40}");

    private PrivateKeys() {}

    /**
     * Whether there is a private key in these bytes.
     *
     * @param to index after the last byte
     */
    public static boolean in(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        return text.contains(MARK) && PEM.matcher(text).find();
    }
}
