package io.powerx.publish.upload;

import org.jspecify.annotations.Nullable;

/** The address of one part over its attempts: renewed where it was refused, as long as new ones may still help. One attempt at a time. */
final class PartAddress {
    /** A part that takes longer than its address lives meets a second refusal; one that meets a third in a row has no right to go. */
    private static final int MOST_NEW_REFUSED = 3;

    private final AddressBook book;
    private final PartSlice slice;
    private AddressBook.@Nullable Address doubtful;
    private AddressBook.@Nullable Address refused;
    /** Whether the address in use was asked for because the last one led nowhere. */
    private boolean renewed;
    /** Whether the last one that was refused was newer than the one refused before it, whoever asked for it. */
    private boolean newWasRefused;

    private int newRefused;

    PartAddress(AddressBook book, PartSlice slice) {
        this.book = book;
        this.slice = slice;
    }

    /** The one to try: a newer one where the last led nowhere. */
    AddressBook.Address next() {
        AddressBook.Address known = book.of(slice);
        renewed = doubtful != null && doubtful.generation() == known.generation();
        doubtful = null;
        return renewed ? book.after(slice, known) : known;
    }

    /** Another one in place of one that leads nowhere; the same where it was just asked for. */
    AddressBook.Address insteadOf(AddressBook.Address empty) {
        return renewed ? empty : book.after(slice, empty);
    }

    /** Makes {@link #next} ask the server, which also tells whether the store has the part. */
    void ask(AddressBook.Address used) {
        doubtful = used;
    }

    /** The store does not take the part there. */
    void refuse(AddressBook.Address used) {
        newWasRefused = refused != null && used.generation() > refused.generation();
        if (newWasRefused) {
            newRefused++;
        }
        refused = used;
        ask(used);
    }

    /** The store's last answer was no refusal. */
    void accept() {
        newRefused = 0;
        refused = null;
    }

    /** Whether the one that was refused last was new. */
    boolean wasNew() {
        return newWasRefused;
    }

    boolean isHopeless() {
        return newRefused >= MOST_NEW_REFUSED;
    }
}
