package io.powerx.publish.precheck.evidence;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The coverage of one source file. Lines and blocks are identified by their position: if a file was measured twice,
 * it counts once, and a line is covered if either run executed it.
 */
final class FileCoverage {
    /** The longest source file; reports with higher line numbers are rejected. */
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

    /** @param position start and end of the block, as written in the profile */
    void block(String position, long statements, boolean covered) {
        blocks.merge(position, new Block(statements, covered), Block::or);
    }

    /** Adds counts without positions, which are used only if there are no lines or blocks. */
    void summary(Counts counts) {
        summary = summary.plus(counts);
    }

    /** Adds the coverage of the same file from another report. */
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

    /** The memory in use, in bits. */
    int size() {
        return lines.size() + reached.size();
    }
}
