package io.powerx.publish.pack.select;

import io.powerx.publish.pack.ExecutableRule;
import io.powerx.publish.pack.SelectedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Recognizes private keys and programs by the first bytes of a file. */
final class FileContent {
    /** Keys are in small files; reading more of large ones is not worth the time. */
    private static final int SNIFFED = 64 << 10;

    private static final String KEY_MARK = "PRIVATE KEY";

    /** A header followed by Base64; program code that only mentions the header does not match. */
    private static final Pattern PEM_KEY = Pattern.compile("-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----"
            + "(?:\\s|\\\\[nr])+(?:(?:Proc-Type|DEK-Info|Version|Comment):[^\\n]{0,200}\\s+)*[A-Za-z0-9+/]{40}");

    private FileContent() {}

    /** Whether the first 64 KiB contain a private key in PEM format. */
    static boolean holdsPrivateKey(SelectedFile file) throws IOException {
        if (file.size() < 64) {
            return false;
        }
        String text = new String(head(file, SNIFFED), StandardCharsets.ISO_8859_1);
        return text.contains(KEY_MARK) && PEM_KEY.matcher(text).find();
    }

    /** Whether the file begins as programs do. */
    static boolean isProgram(SelectedFile file) throws IOException {
        return ExecutableRule.isProgram(head(file, ExecutableRule.HEAD));
    }

    private static byte[] head(SelectedFile file, int length) throws IOException {
        try (InputStream in = file.open()) {
            return in.readNBytes(length);
        }
    }
}
