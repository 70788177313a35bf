package io.powerx.publish.precheck.content;

import org.jspecify.annotations.Nullable;

/** A file that an operating system can start, recognized by its first bytes. */
public sealed interface Program {
    /** The formats of compiled programs. */
    enum Format {
        ELF("ELF"),
        MACH_O("Mach-O"),
        UNIVERSAL("universal Mach-O"),
        PE("PE");

        private final String label;

        Format(String label) {
            this.label = label;
        }

        /** The name as it is usually written. */
        public String label() {
            return label;
        }
    }

    /**
     * A compiled program or library.
     *
     * @param os in the terms of Go, such as {@code linux}
     * @param arch in the terms of Go, such as {@code amd64}; {@code universal} for several, and a number for others that the host
     *     does not know
     * @param problem why it cannot be started anywhere, as a clause; null if nothing is wrong
     */
    record Binary(
            Format format, String os, String arch, @Nullable String problem) implements Program {
        /** Such as {@code linux/amd64}. */
        public String platform() {
            return os + "/" + arch;
        }
    }

    /**
     * A script that names its interpreter in its first line.
     *
     * @param interpreter the path after {@code #!}; empty if there is none
     * @param command the program that finally runs: the last part of the interpreter's path, or what {@code env} looks up; empty if
     *     there is none
     * @param carriageReturn whether the first line ends with CR LF
     * @param byteOrderMark whether a byte order mark precedes {@code #!}
     */
    record Script(String interpreter, String command, boolean carriageReturn, boolean byteOrderMark)
            implements Program {}
}
