package io.powerx.publish.pack.select;

import io.powerx.publish.pack.ExecutableRule;
import io.powerx.publish.pack.SelectedFile;
import java.io.IOException;
import java.io.InputStream;

/** Recognizes private keys and programs by the first bytes of a file. */
final class FileContent {
    private static final int SHORTEST_KEY = 64;

    private FileContent() {}

    /** Whether the first 64 KiB contain a private key in PEM format. */
    static boolean holdsPrivateKey(SelectedFile file) throws IOException {
        if (file.size() < SHORTEST_KEY) {
            return false;
        }
        byte[] head = head(file, PrivateKeys.SEARCHED);
        return PrivateKeys.in(head, 0, head.length);
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
