package io.powerx.publish.upload;

import org.jspecify.annotations.Nullable;

/** The address of one part over its attempts: renewed where it was refused, as long as new ones may still help. One attempt at a time. */
final class PartAddress {
    /** A part that takes longer than its address lives meets a second refusal; one that meets a third in a row has no right to go. */
    private static final int MOST_NEW_REFUSED = 3;

    private final AddressBook book;
    private final PartSlice slice;
    private AddressBook.@Nullable Address refused;
    /** Whether the address in use was asked for because the last one was refused. */
    private boolean renewed;

    private int newRefused;

    PartAddress(AddressBook book, PartSlice slice) {
        this.book = book;
        this.slice = slice;
    }

    /** The one to try: a newer one where the last was refused. */
    AddressBook.Address next() {
        AddressBook.Address known = book.of(slice);
        renewed = refused != null && refused.generation() == known.generation();
        refused = null;
        return renewed ? book.after(slice, known) : known;
    }

    /** Another one in place of one that leads nowhere; the same where it was just asked for. */
    AddressBook.Address insteadOf(AddressBook.Address empty) {
        return renewed ? empty : book.after(slice, empty);
    }

    /** Makes {@link #next} ask the server, which also tells whether the store has the part. */
    void ask(AddressBook.Address used) {
        refused = used;
    }

    /** The store does not take the part there. */
    void refuse(AddressBook.Address used) {
        if (renewed) {
            newRefused++;
        }
        ask(used);
    }

    /** The store's last answer was no refusal. */
    void accept() {
        newRefused = 0;
    }

    /** Whether the one that was refused last was new. */
    boolean wasNew() {
        return renewed;
    }

    boolean isHopeless() {
        return newRefused >= MOST_NEW_REFUSED;
    }
}
