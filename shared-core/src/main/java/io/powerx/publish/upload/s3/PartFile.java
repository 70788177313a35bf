package io.powerx.publish.upload.s3;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.Sha256;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Tells which bytes a part has in stores that list no checksums: its ETag is the MD5. Good against mix-ups, which is all it is used for. */
final class PartFile {
    private static final int BUFFER = 256 << 10;

    private PartFile() {}

    /** Both in hex. */
    record Digests(String md5, String sha256) {}

    /** The digests of a slice of a file. */
    static Digests digests(String file, long offset, long length) {
        try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            MessageDigest sha256 = Sha256.digest();
            byte[] buffer = new byte[BUFFER];
            in.seek(offset);
            for (long left = length; left > 0; ) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    throw changed(file, "it ends early", null);
                }
                md5.update(buffer, 0, count);
                sha256.update(buffer, 0, count);
                left -= count;
            }
            return new Digests(HexFormat.of().formatHex(md5.digest()), Sha256.hex(sha256));
        } catch (IOException e) {
            throw changed(file, IoFailure.reason(e), e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has MD5", e);
        }
    }

    private static PublishException changed(String file, String found, @Nullable Throwable cause) {
        return PublishException.of(ErrorCode.FILE_CHANGED, "read " + file, found)
                .causedBy(cause)
                .build();
    }
}
