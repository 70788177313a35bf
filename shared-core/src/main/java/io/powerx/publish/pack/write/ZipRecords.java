package io.powerx.publish.pack.write;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The records of a package's ZIP (APPNOTE.TXT), without extra fields or comments. Sizes follow the data, as in a jar. A reader compares
 * what it finds with these bytes.
 */
public final class ZipRecords {
    /** Bytes of a local header before the name. */
    public static final int LOCAL = 30;
    /** Bytes of a directory entry before the name. */
    public static final int CENTRAL = 46;
    /** Bytes of the record behind an entry's data. */
    public static final int DESCRIPTOR = 16;
    /** Bytes of the end record. */
    public static final int END = 22;
    /** Bytes of the ZIP64 records before the end record. */
    public static final int ZIP64_END = 76;
    /** With that many entries or more, the end has ZIP64 records. */
    public static final int ZIP64_ENTRIES = 0xffff;

    /** Sizes follow the data (bit 3), the name is UTF-8 (bit 11). */
    private static final int FLAGS = 0x0808;

    private static final int DEFLATED = 8;
    private static final int VERSION = 20;
    private static final int ZIP64_VERSION = 45;
    private static final int MADE_BY_UNIX = 3 << 8 | 20;
    private static final int REGULAR_FILE = 0100000;

    private ZipRecords() {}

    /**
     * A file in the directory.
     *
     * @param dosTime date and time in the DOS format, date in the upper half
     * @param crc CRC-32 of the content
     * @param packed bytes of the compressed content
     * @param size bytes of the content
     * @param offset of the local header in the file
     */
    public record Entry(String path, boolean executable, int dosTime, long crc, long packed, long size, long offset) {}

    /** The record before an entry's data, with its name. */
    public static byte[] local(String path, int dosTime) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        return new LittleEndian()
                .u32(0x04034b50)
                .u16(VERSION)
                .bytes(common(dosTime))
                .u32(0)
                .u32(0)
                .u32(0)
                .u16(name.length)
                .u16(0)
                .bytes(name)
                .toBytes();
    }

    /** The record behind an entry's data. */
    public static byte[] descriptor(Entry entry) {
        return new LittleEndian().u32(0x08074b50).bytes(sizes(entry)).toBytes();
    }

    /** An entry of the directory, with its name. */
    public static byte[] central(Entry entry) {
        byte[] name = entry.path().getBytes(StandardCharsets.UTF_8);
        return new LittleEndian()
                .u32(0x02014b50)
                .u16(MADE_BY_UNIX)
                .u16(VERSION)
                .bytes(common(entry.dosTime()))
                .bytes(sizes(entry))
                .u16(name.length)
                .u16(0)
                .u16(0)
                .u16(0)
                .u16(0)
                .u32((long) (REGULAR_FILE | (entry.executable() ? 0755 : 0644)) << 16)
                .u32(entry.offset())
                .bytes(name)
                .toBytes();
    }

    /**
     * The records behind the directory.
     *
     * @param start offset of the directory in the file
     * @param length bytes of the directory
     */
    public static byte[] end(long entries, long start, long length) {
        LittleEndian records = new LittleEndian();
        if (entries >= ZIP64_ENTRIES) {
            records.u32(0x06064b50)
                    .u64(44)
                    .u16(3 << 8 | ZIP64_VERSION)
                    .u16(ZIP64_VERSION)
                    .u32(0)
                    .u32(0)
                    .u64(entries)
                    .u64(entries)
                    .u64(length)
                    .u64(start)
                    .u32(0x07064b50)
                    .u32(0)
                    .u64(start + length)
                    .u32(1);
        }
        long shown = Math.min(entries, ZIP64_ENTRIES);
        return records.u32(0x06054b50)
                .u32(0)
                .u16(shown)
                .u16(shown)
                .u32(length)
                .u32(start)
                .u16(0)
                .toBytes();
    }

    /**
     * The time as UTC in the DOS format, never converted through a time zone.
     *
     * @param timestamp seconds since 1970; the format has the years 1980 to 2107 and even seconds
     */
    static int dosTime(long timestamp) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(timestamp, 0, ZoneOffset.UTC);
        if (time.getYear() < 1980) {
            time = LocalDateTime.of(1980, 1, 1, 0, 0);
        } else if (time.getYear() > 2107) {
            time = LocalDateTime.of(2107, 12, 31, 23, 59, 58);
        }
        int date = (time.getYear() - 1980) << 9 | time.getMonthValue() << 5 | time.getDayOfMonth();
        return date << 16 | time.getHour() << 11 | time.getMinute() << 5 | time.getSecond() / 2;
    }

    /** What local header and directory have in common: flags, method, time. */
    private static byte[] common(int dosTime) {
        return new LittleEndian().u16(FLAGS).u16(DEFLATED).u32(dosTime).toBytes();
    }

    private static byte[] sizes(Entry entry) {
        return new LittleEndian()
                .u32(entry.crc())
                .u32(entry.packed())
                .u32(entry.size())
                .toBytes();
    }
}
