package io.powerx.publish.pack.deflate;

import io.powerx.publish.config.CompressionLevel;

/** Divides content into literals and matches, earlier occurrences of the same bytes in the window. */
interface MatchFinder {
    /** The finder of a level that compresses. */
    static MatchFinder of(CompressionLevel level) {
        return switch (level) {
            case STORE -> throw new IllegalArgumentException("stored content is not searched");
            case FAST -> new GreedyFinder();
            case BALANCED -> new HashFinder();
            case BEST -> new ChainFinder();
        };
    }

    /**
     * Starts a chunk.
     *
     * @param content followed by {@link Bytes#PADDING}; the window before the chunk is searched as well
     */
    void reset(byte[] content, int start, int end);

    /** @param sixteenths what a literal costs, in 1/16 bits: short matches that cost more than their bytes are not used */
    void expectLiterals(int sixteenths);

    /**
     * Appends the tokens of the content from a position on.
     *
     * @return the end of what they describe: {@code limit}, or the end of a match beyond it
     */
    int find(int from, int limit, MatchTokens tokens);
}
