package io.powerx.publish.pack;

/** Which files of a package are executable. This follows from their names and contents, so that modes need not be signed. */
public final class ExecutableRule {
    /** Bytes at the beginning of a file that show whether it is a program. */
    public static final int HEAD = 4;

    private ExecutableRule() {}

    /**
     * Whether a file begins as programs do: a {@code #!} line, ELF or Mach-O.
     *
     * @param head the file's first {@link #HEAD} bytes, or the whole file if it is shorter
     */
    public static boolean isProgram(byte[] head) {
        if (head.length >= 2 && head[0] == '#' && head[1] == '!') {
            return true;
        }
        if (head.length < HEAD) {
            return false;
        }
        int magic = (head[0] & 0xff) << 24 | (head[1] & 0xff) << 16 | (head[2] & 0xff) << 8 | (head[3] & 0xff);
        return switch (magic) {
            case 0x7f454c46, 0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabe -> true;
            default -> false;
        };
    }

    /**
     * Whether the packer can have given a file that mode. Programs outside the back end are executable if their owner could execute
     * them, so there both modes are possible.
     *
     * @param head as for {@link #isProgram}
     */
    public static boolean allows(String path, byte[] head, boolean executable) {
        boolean program = isProgram(head);
        if (executable) {
            return program || PackageLayout.isExecutable(path);
        }
        return !PackageLayout.isExecutable(path) && !(program && PackageLayout.mayHoldPrograms(path));
    }
}
