package io.powerx.publish.pack.select;

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

    /** Whether the file starts like a program: a {@code #!} line, ELF or Mach-O. */
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
