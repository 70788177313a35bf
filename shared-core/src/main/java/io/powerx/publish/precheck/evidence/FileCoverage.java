package io.powerx.publish.precheck.evidence;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The coverage of one source file. Lines and blocks are known by their position, so that a file that was measured twice counts once, and what
 * either run reached is covered.
 */
final class FileCoverage {
    /** No source file is longer; a report that claims more is not believed. */
    static final int MAX_LINE = 1_000_000;

    private final BitSet lines = new BitSet();
    private final BitSet reached = new BitSet();
    private final Map<String, Block> blocks = new HashMap<>();
    private Counts summary = Counts.NONE;

    private record Block(long statements, boolean reached) {
        Block or(Block other) {
            return new Block(Math.max(statements, other.statements), reached || other.reached);
        }
    }

    /** Lines, or statements in Go. */
    record Counts(long covered, long total) {
        static final Counts NONE = new Counts(0, 0);

        Counts plus(Counts other) {
            return new Counts(covered + other.covered, total + other.total);
        }
    }

    /** @param number from 1, at most {@link #MAX_LINE} */
    void line(int number, boolean covered) {
        lines.set(number);
        if (covered) {
            reached.set(number);
        }
    }

    /** @param position where the block begins and ends, as the profile writes it */
    void block(String position, long statements, boolean covered) {
        blocks.merge(position, new Block(statements, covered), Block::or);
    }

    /** Adds figures without positions, which count only if nothing with a position is known. */
    void summary(Counts counts) {
        summary = summary.plus(counts);
    }

    /** Takes in what another report says of the same file. */
    void merge(FileCoverage other) {
        lines.or(other.lines);
        reached.or(other.reached);
        other.blocks.forEach((position, block) -> blocks.merge(position, block, Block::or));
        if (other.summary.covered() > summary.covered() || summary.total() == 0) {
            summary = other.summary;
        }
    }

    Counts counts() {
        if (!blocks.isEmpty()) {
            return blocks.values().stream()
                    .map(block -> new Counts(block.reached() ? block.statements() : 0, block.statements()))
                    .reduce(Counts.NONE, Counts::plus);
        }
        return lines.isEmpty() ? summary : new Counts(reached.cardinality(), lines.cardinality());
    }

    /** Bits in use, a measure of the memory taken. */
    int size() {
        return lines.size() + reached.size();
    }
}
