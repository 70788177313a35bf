package io.powerx.publish.pack.deflate;

/** A section of the content with its tokens: a segment, or a block of several segments. */
final class Span {
    private int from;
    private int to;
    private int firstToken;
    private int endToken;
    private final Histogram symbols = new Histogram();
    private long bits;

    /** Becomes the section that these tokens describe. */
    void set(int newFrom, int newTo, MatchTokens tokens, int first) {
        from = newFrom;
        to = newTo;
        firstToken = first;
        endToken = tokens.size();
        symbols.count(tokens, firstToken, endToken);
        bits = Entropy.bits(symbols);
    }

    /** Becomes a section and the one after it. */
    void join(Span first, Span second) {
        from = first.from;
        to = second.to;
        firstToken = first.firstToken;
        endToken = second.endToken;
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

    int firstToken() {
        return firstToken;
    }

    /** Exclusive. */
    int endToken() {
        return endToken;
    }

    Histogram symbols() {
        return symbols;
    }

    /** What its symbols need with the best code for them, without extra bits and the description of the code. */
    long bits() {
        return bits;
    }
}
