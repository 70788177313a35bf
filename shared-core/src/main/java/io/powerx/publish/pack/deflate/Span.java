package io.powerx.publish.pack.deflate;

/** A section of the content with its sequences: a segment, or a block of several segments. */
final class Span {
    private int from;
    private int to;
    private int firstSequence;
    private int endSequence;
    private final Histogram symbols = new Histogram();
    private long bits;

    /** Becomes the section that these sequences describe. */
    void set(byte[] content, int newFrom, int newTo, Sequences sequences, int first) {
        from = newFrom;
        to = newTo;
        firstSequence = first;
        endSequence = sequences.size();
        symbols.count(content, from, sequences, firstSequence, endSequence);
        bits = Entropy.bits(symbols);
    }

    /** Becomes a section and the one after it. */
    void join(Span first, Span second) {
        from = first.from;
        to = second.to;
        firstSequence = first.firstSequence;
        endSequence = second.endSequence;
        symbols.sum(first.symbols, second.symbols);
        bits = Entropy.bits(symbols);
    }

    int from() {
        return from;
    }

    /** Exclusive. */
    int to() {
        return to;
    }

    int firstSequence() {
        return firstSequence;
    }

    /** Exclusive. */
    int endSequence() {
        return endSequence;
    }

    Histogram symbols() {
        return symbols;
    }

    /** What its symbols need with the best code for them, without extra bits and the description of the code. */
    long bits() {
        return bits;
    }
}
