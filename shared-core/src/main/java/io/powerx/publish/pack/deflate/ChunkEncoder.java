package io.powerx.publish.pack.deflate;

import io.powerx.publish.config.CompressionLevel;
import org.jspecify.annotations.Nullable;

/**
 * Compresses one chunk of a stream at a time, independently of other chunks except for the window before it, so that the result depends on
 * the content alone. It ends at a byte boundary.
 */
final class ChunkEncoder {
    static final int CHUNK = 512 << 10;

    /** What is read between two decisions whether a new block begins. */
    private static final int SEGMENT = 16 << 10;
    /** The description of the codes of one more block takes about 100 bytes. */
    private static final int DESCRIPTION_BITS = 800;

    private final BitWriter out = new BitWriter(CHUNK + (CHUNK >> 10) + 64);
    private final BlockEncoder blocks = new BlockEncoder(out);
    private final MatchTokens tokens = new MatchTokens(CHUNK, CHUNK / SEGMENT + 1);
    private final @Nullable MatchFinder matches;
    private Span block = new Span();
    private Span segment = new Span();
    private Span joined = new Span();

    ChunkEncoder(CompressionLevel level) {
        matches = level == CompressionLevel.STORE ? null : MatchFinder.of(level);
    }

    /**
     * Compresses a chunk.
     *
     * @param content with the window before the chunk and {@link Bytes#PADDING} after it
     * @param last whether the stream ends with this chunk; only then it may be empty
     */
    byte[] encode(byte[] content, int start, int end, boolean last) {
        out.reset();
        if (matches == null || start == end) {
            blocks.store(content, start, end, last);
            return out.toBytes();
        }
        matches.reset(content, start, end);
        compress(matches, content, start, end, last);
        if (last) {
            out.align();
        } else if (out.unaligned() > 0) {
            blocks.store(content, end, end, false);
        }
        return out.toBytes();
    }

    /** A segment extends the block before it unless two blocks with separate codes are smaller. */
    private void compress(MatchFinder finder, byte[] content, int start, int end, boolean last) {
        tokens.clear();
        int next = start;
        while (next < end) {
            int from = next;
            int first = tokens.size();
            next = finder.find(from, Math.min(end, from + SEGMENT), tokens);
            segment.set(from, next, tokens, first);
            finder.expectLiterals(Entropy.sixteenthsPerLiteral(segment.symbols()));
            if (from == start) {
                startBlock();
                continue;
            }
            joined.join(block, segment);
            if (joined.bits() <= block.bits() + segment.bits() + DESCRIPTION_BITS) {
                Span shorter = block;
                block = joined;
                joined = shorter;
            } else {
                blocks.write(content, tokens, block, false);
                startBlock();
            }
        }
        blocks.write(content, tokens, block, last);
    }

    private void startBlock() {
        Span written = block;
        block = segment;
        segment = written;
    }
}
