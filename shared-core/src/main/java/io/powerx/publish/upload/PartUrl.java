package io.powerx.publish.upload;

import org.jspecify.annotations.Nullable;

/** The address of one part over its attempts: renewed where it was refused, as long as new ones may still help. One attempt at a time. */
final class PartUrl {
    /** A part that takes longer than its address lives meets a second refusal; one that meets a third in a row has no right to go. */
    private static final int MOST_NEW_REFUSED = 3;

    private final PartUrls book;
    private final PartSlice slice;
    private PartUrls.@Nullable Address doubtful;
    /** Whether the address in use was asked for because the last one led nowhere. */
    private boolean renewed;
    /** In a row. Each was of a newer address than the one before it, whoever asked for that. */
    private int refusals;

    PartUrl(PartUrls book, PartSlice slice) {
        this.book = book;
        this.slice = slice;
    }

    /** The one to try: a newer one where the last led nowhere. */
    PartUrls.Address next() {
        PartUrls.Address known = book.of(slice);
        renewed = doubtful != null && doubtful.generation() == known.generation();
        doubtful = null;
        return renewed ? book.after(slice, known) : known;
    }

    /** Another one in place of one that leads nowhere; the same where it was just asked for. */
    PartUrls.Address insteadOf(PartUrls.Address empty) {
        return renewed ? empty : book.after(slice, empty);
    }

    /** Makes {@link #next} ask the server, which also tells whether the store has the part. */
    void ask(PartUrls.Address used) {
        doubtful = used;
    }

    /** The store does not take the part there. */
    void refuse(PartUrls.Address used) {
        refusals++;
        ask(used);
    }

    /** The store's last answer was no refusal. */
    void accept() {
        refusals = 0;
    }

    /** Whether the one that was refused last was new. */
    boolean wasNew() {
        return refusals > 1;
    }

    boolean isHopeless() {
        return refusals > MOST_NEW_REFUSED;
    }
}
