package io.powerx.publish.precheck.content;

import io.powerx.publish.pack.SelectedFile;
import io.powerx.publish.pack.select.PrivateKeys;
import io.powerx.publish.precheck.secrets.FoundSecret;
import io.powerx.publish.precheck.secrets.SecretScanner;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/** Reads files completely, each of them once, through a window of constant size. Not thread-safe. */
final class FileScanner {
    private static final int WINDOW = 256 << 10;

    /** A secret is found if it, and what belongs to it, is not longer. */
    private static final int CONTEXT = 16 << 10;

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
                secrets.begin(file.path(), head.isText());
                searchAll(in, length);
                privateKey = secrets.privateKey();
                found = secrets.found();
            }
            return new FileScan(file.path(), program, unexpected, crLf, privateKey, found);
        }
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
