package io.powerx.publish.pack.deflate;

/**
 * How hard a {@link HashFinder} searches. The numbers are part of the format: a change changes the bytes of packages and requires a new
 * {@link DeflateStreams#ENCODER_VERSION}.
 *
 * @param hashBits the binary logarithm of the number of positions that a table holds
 * @param lazy from this length on, no longer match is searched for at the next position
 * @param indexed the positions at the beginning of a match that are found later; the last two are always found
 * @param near the maximum distance of a match of 3 bytes; 0 to search only for longer ones
 * @param patience after 2 to the power of this many bytes without a match, positions are skipped, and more as they go on; what has no
 *     matches for that long rarely has any
 */
record SearchEffort(int hashBits, int lazy, int indexed, int near, int patience) {
    static final SearchEffort FAST = new SearchEffort(15, 0, 2, 0, 6);
    static final SearchEffort BALANCED = new SearchEffort(15, 16, 31, 2048, 6);
}
