package io.powerx.publish.pack.deflate;

import io.powerx.publish.config.CompressionLevel;

/**
 * How hard a level searches for matches. The numbers are part of the format: a change changes the bytes of packages and requires a new
 * {@link DeflateStreams#ENCODER_VERSION}.
 *
 * @param candidates earlier positions to compare for each match
 * @param good from this length on, a longer match at the next position is searched for among a quarter of the candidates instead of half
 * @param lazy from this length on, none is searched for
 * @param nice from this length on, no better candidate is searched for
 * @param indexed the longest match all of whose positions are found later; of longer ones, only the first positions
 * @param near the maximum distance of a match of 3 bytes; 0 to search only for longer ones
 * @param patience after 2 to the power of this many bytes without a match, positions are skipped, and more as they go on; what has no
 *     matches for that long rarely has any
 */
record SearchEffort(int candidates, int good, int lazy, int nice, int indexed, int near, int patience) {
    static SearchEffort of(CompressionLevel level) {
        return switch (level) {
            case STORE -> throw new IllegalArgumentException("stored content is not searched");
            case FAST -> new SearchEffort(4, 0, 0, 32, 32, 0, 6);
            case BALANCED -> new SearchEffort(8, 8, 16, 32, 64, 2048, 7);
            case BEST -> new SearchEffort(256, 64, 258, 258, 258, 4096, 10);
        };
    }
}
