package io.powerx.publish.pack.deflate;

/**
 * What a match finder makes of content: runs of literals, each followed by a match. Literals stay in the content. A length of 0 means that
 * no match follows.
 */
final class Sequences {
    private final long[] items;
    private int size;

    /** @param content the number of bytes that the sequences describe at most */
    Sequences(int content, int segments) {
        items = new long[content / Symbols.MIN_LENGTH + segments + 1];
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    void add(int literals, int length, int distance) {
        items[size++] = ((long) literals << 32) | (length << 16) | distance;
    }

    long get(int index) {
        return items[index];
    }

    static int literals(long sequence) {
        return (int) (sequence >>> 32);
    }

    static int length(long sequence) {
        return (int) sequence >>> 16;
    }

    static int distance(long sequence) {
        return (int) sequence & 0xffff;
    }
}
