package io.powerx.publish.pack.select;

import io.powerx.publish.pack.SelectedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What the first bytes of a file tell about it. */
final class FileContent {
    /** Keys and the files they are pasted into are small; of anything larger only the beginning is worth the time. */
    private static final int SNIFFED = 64 << 10;

    private static final String KEY_MARK = "PRIVATE KEY";

    /** A header followed by what is really a key; program code that only mentions the header is none. */
    private static final Pattern PEM_KEY = Pattern.compile("-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----"
            + "(?:\\s|\\\\[nr])+(?:(?:Proc-Type|DEK-Info|Version|Comment):[^\\n]{0,200}\\s+)*[A-Za-z0-9+/]{40}");

    private FileContent() {}

    /** Whether there is a private key in PEM form near the beginning. */
    static boolean holdsPrivateKey(SelectedFile file) throws IOException {
        if (file.size() < 64) {
            return false;
        }
        String text = new String(head(file, SNIFFED), StandardCharsets.ISO_8859_1);
        return text.contains(KEY_MARK) && PEM_KEY.matcher(text).find();
    }

    /** Whether the file begins as programs do: a {@code #!} line, ELF or Mach-O. */
    static boolean isProgram(SelectedFile file) throws IOException {
        byte[] head = head(file, 4);
        if (head.length >= 2 && head[0] == '#' && head[1] == '!') {
            return true;
        }
        if (head.length < 4) {
            return false;
        }
        int magic = (head[0] & 0xff) << 24 | (head[1] & 0xff) << 16 | (head[2] & 0xff) << 8 | (head[3] & 0xff);
        return switch (magic) {
            case 0x7f454c46, 0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabe -> true;
            default -> false;
        };
    }

    private static byte[] head(SelectedFile file, int length) throws IOException {
        try (InputStream in = file.open()) {
            return in.readNBytes(length);
        }
    }
}
