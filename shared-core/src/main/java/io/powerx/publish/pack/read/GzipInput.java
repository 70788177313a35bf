package io.powerx.publish.pack.read;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Decompresses a gzip stream (RFC 1952) of exactly one member, in constant memory. {@link java.util.zip.GZIPInputStream} continues with a
 * second member and ignores other bytes after the first one; programs that read a package differently there would see different packages.
 */
final class GzipInput extends InflaterInputStream {
    private static final int BUFFER = 8 << 10;
    private static final int DEFLATE = 8;
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA_FIELD = 4;
    private static final int FILE_NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;
    private static final int TIME_LEVEL_AND_SYSTEM = 6;
    private static final int HEADER_CHECKSUM_BYTES = 2;

    private final CRC32 checksum = new CRC32();
    private boolean complete;

    /**
     * Reads the header.
     *
     * @param in the compressed bytes; closed together with this stream
     * @throws MalformedPackageException if they do not begin with a gzip header
     */
    GzipInput(InputStream in) throws IOException {
        super(in, new Inflater(true), BUFFER);
        try {
            readHeader();
        } catch (IOException e) {
            inf.end();
            throw e;
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws MalformedPackageException if the stream is damaged or cut off, if its checksum or length does not match its content, or if
     *     anything follows it
     */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read;
        try {
            read = super.read(target, offset, length);
        } catch (EOFException e) {
            throw cutOff();
        } catch (ZipException e) {
            throw new MalformedPackageException("the gzip stream is damaged");
        }
        if (read > 0) {
            checksum.update(target, offset, read);
        } else if (read < 0 && !complete) {
            readTrailer();
            complete = true;
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        inf.end();
        super.close();
    }

    private void readHeader() throws IOException {
        if (headerByte() != 0x1f || headerByte() != 0x8b || headerByte() != DEFLATE) {
            throw new MalformedPackageException("it does not begin with a gzip header");
        }
        int flags = headerByte();
        if ((flags & RESERVED) != 0) {
            throw new MalformedPackageException("the gzip header has reserved flags");
        }
        skipHeader(TIME_LEVEL_AND_SYSTEM);
        if ((flags & EXTRA_FIELD) != 0) {
            skipHeader(headerByte() | headerByte() << 8);
        }
        if ((flags & FILE_NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            skipHeader(HEADER_CHECKSUM_BYTES);
        }
    }

    private int headerByte() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw cutOff();
        }
        return value;
    }

    private void skipHeader(int bytes) throws IOException {
        for (int skipped = 0; skipped < bytes; skipped++) {
            headerByte();
        }
    }

    private void skipText() throws IOException {
        int value = headerByte();
        while (value != 0) {
            value = headerByte();
        }
    }

    /** The decompressor has read beyond the compressed data; what it left over comes before the rest of the input. */
    private void readTrailer() throws IOException {
        int left = inf.getRemaining();
        InputStream rest = new SequenceInputStream(new ByteArrayInputStream(buf, len - left, left), in);
        byte[] bytes = rest.readNBytes(2 * Integer.BYTES);
        if (bytes.length < 2 * Integer.BYTES) {
            throw cutOff();
        }
        ByteBuffer trailer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (trailer.getInt() != (int) checksum.getValue()) {
            throw new MalformedPackageException("the gzip stream's checksum does not match its content");
        }
        if (trailer.getInt() != (int) inf.getBytesWritten()) {
            throw new MalformedPackageException("the gzip stream's length does not match its content");
        }
        if (rest.read() >= 0) {
            throw new MalformedPackageException("there is data after the end of the gzip stream");
        }
    }

    private static MalformedPackageException cutOff() {
        return new MalformedPackageException("the gzip stream is cut off");
    }
}
