package io.powerx.publish.precheck.content;

import java.util.List;

/** Files in which no text can be found, because they are compressed. */
final class CompressedContent {
    private static final List<byte[]> MAGIC = List.of(
            new byte[] {(byte) 0x89, 'P', 'N', 'G'},
            new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff},
            new byte[] {'G', 'I', 'F', '8'},
            new byte[] {'R', 'I', 'F', 'F'},
            new byte[] {'P', 'K', 3, 4},
            new byte[] {0x1f, (byte) 0x8b},
            new byte[] {'w', 'O', 'F', 'F'},
            new byte[] {'w', 'O', 'F', '2'},
            new byte[] {'B', 'Z', 'h'},
            new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z'},
            new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd});

    private CompressedContent() {}

    static boolean isCompressed(Head head) {
        return MAGIC.stream().anyMatch(head::startsWith);
    }
}
