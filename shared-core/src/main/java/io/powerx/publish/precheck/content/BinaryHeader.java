package io.powerx.publish.precheck.content;

import io.powerx.publish.precheck.content.Program.Binary;
import io.powerx.publish.precheck.content.Program.Format;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The headers of ELF, Mach-O and PE files. Platforms are named as the host's own check names them (PowerX install_file.go,
 * detectExecutableFormat). A file is truncated if its headers refer to content after its end.
 */
final class BinaryHeader {
    private static final String OBJECT_FILE = "it is an object file, which is not linked";
    private static final int ELF_64_HEADER = 64;
    private static final int ELF_32_HEADER = 52;
    private static final int ELF_OBJECT = 1;
    private static final int PT_LOAD = 1;
    private static final int MACH_O_OBJECT = 1;
    private static final int LC_SEGMENT = 0x1;
    private static final int LC_SEGMENT_64 = 0x19;
    private static final int PE_POINTER = 0x3c;
    private static final int DOS_HEADER = 64;

    /** Class files of Java have the same magic number, followed by their version, which is at least 45. */
    private static final int MAX_ARCHITECTURES = 30;

    private final ByteBuffer head;
    private final long size;
    private final Head file;
    private long end;

    private BinaryHeader(Head head, long size) {
        this.head = head.buffer();
        this.size = size;
        this.file = head;
    }

    static Optional<Program> of(Head head, long size) {
        if (head.length() < 4) {
            return Optional.empty();
        }
        BinaryHeader header = new BinaryHeader(head, size);
        int magic = header.head.getInt(0);
        return Optional.ofNullable(
                switch (magic) {
                    case 0x7f454c46 -> header.elf();
                    case 0xfeedface -> header.machO(ByteOrder.BIG_ENDIAN, false);
                    case 0xfeedfacf -> header.machO(ByteOrder.BIG_ENDIAN, true);
                    case 0xcefaedfe -> header.machO(ByteOrder.LITTLE_ENDIAN, false);
                    case 0xcffaedfe -> header.machO(ByteOrder.LITTLE_ENDIAN, true);
                    case 0xcafebabe -> header.universal(20);
                    case 0xcafebabf -> header.universal(32);
                    default -> magic >>> 16 == 0x4d5a ? header.portableExecutable() : null;
                });
    }

    private Binary elf() {
        boolean wide = has(5) && head.get(4) == 2;
        head.order(has(6) && head.get(5) == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int headerSize = wide ? ELF_64_HEADER : ELF_32_HEADER;
        String os = has(8) && head.get(7) == 9 ? "freebsd" : "linux";
        String arch = has(20) ? elfArch(u16(18)) : "unknown";
        if (!reaches(headerSize)) {
            return binary(Format.ELF, os, arch, null);
        }
        if (wide) {
            elfTables(head.getLong(32), u16(54), u16(56), head.getLong(40), u16(58), u16(60));
        } else {
            elfTables(u32(28), u16(42), u16(44), u32(32), u16(46), u16(48));
        }
        return binary(Format.ELF, os, arch, u16(16) == ELF_OBJECT ? OBJECT_FILE : null);
    }

    private void elfTables(
            long programs, int programSize, int programCount, long sections, int sectionSize, int count) {
        reach(programs, (long) programSize * programCount);
        if (sections != 0) {
            reach(sections, (long) sectionSize * count);
        }
        boolean wide = head.get(4) == 2;
        for (int i = 0; i < programCount; i++) {
            long at = programs + (long) i * programSize;
            if (at < 0 || !has(at + (wide ? 40 : 20))) {
                return;
            }
            if (head.getInt((int) at) == PT_LOAD) {
                reach(
                        wide ? head.getLong((int) at + 8) : u32((int) at + 4),
                        wide ? head.getLong((int) at + 32) : u32((int) at + 16));
            }
        }
    }

    private Binary machO(ByteOrder order, boolean wide) {
        head.order(order);
        String arch = has(8) ? machOArch(head.getInt(4)) : "unknown";
        int headerSize = wide ? 32 : 28;
        if (!reaches(headerSize)) {
            return binary(Format.MACH_O, "darwin", arch, null);
        }
        reach(headerSize, u32(20));
        long at = headerSize;
        for (long i = 0; i < u32(16) && has(at + 72); i++) {
            int command = head.getInt((int) at);
            if (command == LC_SEGMENT_64) {
                reach(head.getLong((int) at + 40), head.getLong((int) at + 48));
            } else if (command == LC_SEGMENT) {
                reach(u32((int) at + 32), u32((int) at + 36));
            }
            long length = u32((int) at + 4);
            if (length < 8) {
                break;
            }
            at += length;
        }
        return binary(Format.MACH_O, "darwin", arch, head.getInt(12) == MACH_O_OBJECT ? OBJECT_FILE : null);
    }

    private @Nullable Binary universal(int entrySize) {
        if (has(8) && (head.getInt(4) < 1 || head.getInt(4) > MAX_ARCHITECTURES)) {
            return null;
        }
        int entries = has(8) ? head.getInt(4) : 1;
        reach(8, (long) entries * entrySize);
        for (int i = 0; i < entries; i++) {
            int at = 8 + i * entrySize;
            if (has(at + entrySize)) {
                boolean wide = entrySize == 32;
                reach(wide ? head.getLong(at + 8) : u32(at + 8), wide ? head.getLong(at + 16) : u32(at + 12));
            }
        }
        return binary(Format.UNIVERSAL, "darwin", "universal", null);
    }

    private @Nullable Binary portableExecutable() {
        head.order(ByteOrder.LITTLE_ENDIAN);
        if (!has(DOS_HEADER)) {
            // A text can begin with these two letters.
            end = DOS_HEADER;
            return file.isText() ? null : binary(Format.PE, "windows", "unknown", null);
        }
        long at = u32(PE_POINTER);
        if (!has(at + 24)) {
            boolean beyond = at + 24 > size && !file.isText();
            end = at + 24;
            return beyond ? binary(Format.PE, "windows", "unknown", null) : null;
        }
        if (head.getInt((int) at) != 0x4550) {
            return null;
        }
        String arch =
                switch (u16((int) at + 4)) {
                    case 0x8664 -> "amd64";
                    case 0xaa64 -> "arm64";
                    case 0x14c -> "386";
                    default -> "machine-0x" + Integer.toHexString(u16((int) at + 4));
                };
        int sections = u16((int) at + 6);
        long table = at + 24 + u16((int) at + 20);
        reach(table, 40L * sections);
        for (int i = 0; i < sections && has(table + 40L * (i + 1)); i++) {
            int section = (int) table + 40 * i;
            // Linkers pad sections, but the padding may be missing at the end of the file.
            long length = Math.min(u32(section + 8), u32(section + 16));
            if (length != 0) {
                reach(u32(section + 20), length);
            }
        }
        return binary(Format.PE, "windows", arch, null);
    }

    private Binary binary(Format format, String os, String arch, @Nullable String problem) {
        boolean truncated = end > size || end < 0;
        return new Binary(format, os, arch, truncated ? "it is truncated: it ends after " + size + " bytes" : problem);
    }

    /** Records that the file has a header of that length. Returns whether the header can be read. */
    private boolean reaches(int headerSize) {
        reach(0, headerSize);
        return has(headerSize);
    }

    private void reach(long offset, long length) {
        long last = offset + length;
        end = offset < 0 || length < 0 || last < 0 ? Long.MAX_VALUE : Math.max(end, last);
    }

    private boolean has(long length) {
        return length <= head.limit();
    }

    private int u16(int at) {
        return Short.toUnsignedInt(head.getShort(at));
    }

    private long u32(int at) {
        return Integer.toUnsignedLong(head.getInt(at));
    }

    private static String elfArch(int machine) {
        return switch (machine) {
            case 0x3e -> "amd64";
            case 0xb7 -> "arm64";
            case 0x03 -> "386";
            default -> "machine-0x" + Integer.toHexString(machine);
        };
    }

    private static String machOArch(int cpu) {
        return switch (cpu) {
            case 0x01000007 -> "amd64";
            case 0x0100000c -> "arm64";
            case 0x00000007 -> "386";
            default -> "cpu-0x" + Integer.toHexString(cpu);
        };
    }
}
