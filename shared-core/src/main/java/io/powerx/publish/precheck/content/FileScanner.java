package io.powerx.publish.precheck.content;

import io.powerx.publish.pack.SelectedFile;
import io.powerx.publish.pack.select.PrivateKeys;
import io.powerx.publish.precheck.secrets.FoundSecret;
import io.powerx.publish.precheck.secrets.SecretScanner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Reads files completely, each of them once, through a window of constant size. Not thread-safe. */
final class FileScanner {
    private static final int WINDOW = 256 << 10;

    /** A secret is found if it, and what belongs to it, is not longer. */
    private static final int CONTEXT = 16 << 10;

    /** Bytes of a text in UTF-16 that are searched. */
    private static final int MAX_UTF16 = 8 << 20;

    private final byte[] window = new byte[WINDOW];
    private final SecretScanner secrets;

    FileScanner(Instant now) {
        this.secrets = new SecretScanner(now);
    }

    FileScan scan(SelectedFile file) throws IOException {
        try (InputStream in = file.open()) {
            int length = in.readNBytes(window, 0, WINDOW);
            Head head = new Head(window, length);
            Program program = ShebangLine.of(head)
                    .<Program>map(script -> script)
                    .or(() -> BinaryHeader.of(head, file.size()))
                    .orElse(null);
            String unexpected = UnexpectedContent.of(file.path(), head).orElse(null);
            boolean crLf = head.isText() && head.hasCrLf();
            boolean privateKey;
            List<FoundSecret> found;
            if (CompressedContent.isCompressed(head)) {
                privateKey = PrivateKeys.in(window, 0, Math.min(length, PrivateKeys.SEARCHED));
                found = List.of();
            } else {
                boolean utf16 = isUtf16(length);
                secrets.begin(file.path(), utf16 || head.isText());
                if (utf16) {
                    InputStream decoded = decodeUtf16(in, length);
                    searchAll(decoded, decoded.readNBytes(window, 0, WINDOW));
                } else {
                    searchAll(in, length);
                }
                privateKey = secrets.privateKey();
                found = secrets.found();
            }
            return new FileScan(file.path(), program, unexpected, crLf, privateKey, found);
        }
    }

    /** Whether the file begins with the byte order mark of UTF-16, as PowerShell writes it. */
    private boolean isUtf16(int length) {
        return length >= 2
                && ((window[0] == (byte) 0xFF && window[1] == (byte) 0xFE)
                        || (window[0] == (byte) 0xFE && window[1] == (byte) 0xFF));
    }

    private InputStream decodeUtf16(InputStream in, int length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(window, 0, length);
        bytes.write(in.readNBytes(MAX_UTF16));
        return new ByteArrayInputStream(bytes.toString(StandardCharsets.UTF_16).getBytes(StandardCharsets.UTF_8));
    }

    private void searchAll(InputStream in, int first) throws IOException {
        int from = 0;
        int length = first;
        while (length == WINDOW) {
            int to = WINDOW - CONTEXT;
            secrets.search(window, from, to, length);
            int discarded = to - CONTEXT;
            secrets.discard(window, discarded);
            System.arraycopy(window, discarded, window, 0, length - discarded);
            from = CONTEXT;
            length -= discarded;
            length += in.readNBytes(window, length, WINDOW - length);
        }
        secrets.search(window, from, length, length);
    }
}
