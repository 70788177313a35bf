package io.powerx.publish.upload.s3;

import java.nio.charset.StandardCharsets;

/** Percent encoding as signatures need it (AWS Signature Version 4, UriEncode). */
final class UriEncoding {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private UriEncoding() {}

    /** The text with everything but RFC 3986's unreserved characters as upper-case escapes of its UTF-8 bytes. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (octet & 0xff);
            if (UNRESERVED.indexOf(letter) >= 0) {
                encoded.append(letter);
            } else {
                encoded.append(String.format("%%%02X", octet & 0xff));
            }
        }
        return encoded.toString();
    }
}
