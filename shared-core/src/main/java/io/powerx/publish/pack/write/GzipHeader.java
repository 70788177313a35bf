package io.powerx.publish.pack.write;

/** The header of a package's gzip member (RFC 1952). It contains nothing about the machine: no time, no name, no operating system. */
public final class GzipHeader {
    private GzipHeader() {}

    /** The ten bytes before the compressed data. */
    public static byte[] bytes() {
        return new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    }
}
