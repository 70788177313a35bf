package io.powerx.publish.pack.read;

import io.powerx.publish.pack.write.GzipHeader;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Decompresses a gzip stream of exactly one member whose header is the packer's, in constant memory. {@link java.util.zip.GZIPInputStream}
 * continues with a second member and ignores other bytes after the first one; programs that read a package differently there would see
 * different packages.
 */
final class GzipInput extends InflaterInputStream {
    private static final int BUFFER = 8 << 10;

    private final CRC32 checksum = new CRC32();
    private boolean complete;
    private long size;

    /**
     * Reads the header.
     *
     * @param in the compressed bytes; closed together with this stream
     * @throws MalformedPackageException if they do not begin with the packer's header
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

    /** Bytes of the whole stream, compressed; 0 if it was not read to its end. */
    long size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        inf.end();
        super.close();
    }

    private void readHeader() throws IOException {
        byte[] expected = GzipHeader.bytes();
        byte[] found = in.readNBytes(expected.length);
        int differing = Arrays.mismatch(found, expected);
        if (differing < 0) {
            return;
        }
        if (differing == found.length) {
            throw cutOff();
        }
        String field =
                switch (differing) {
                    case 0, 1 -> "identification";
                    case 2 -> "compression method";
                    case 3 -> "flags";
                    case 8 -> "extra flags";
                    case 9 -> "operating system";
                    default -> "modification time";
                };
        throw new MalformedPackageException("the gzip header differs from the packer's: " + field);
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
        size = GzipHeader.bytes().length + inf.getBytesRead() + bytes.length;
    }

    private static MalformedPackageException cutOff() {
        return new MalformedPackageException("the gzip stream is cut off");
    }
}
