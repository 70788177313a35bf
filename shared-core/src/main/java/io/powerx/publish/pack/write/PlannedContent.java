package io.powerx.publish.pack.write;

import io.powerx.publish.io.Sha256;
import io.powerx.publish.pack.ContentHasher;
import io.powerx.publish.pack.PackageEntry;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** A file's bytes on their way into the package; a difference from what was planned stops the packing before the file's end. */
final class PlannedContent extends FilterInputStream {
    private final PackageEntry planned;
    private final MessageDigest digest = Sha256.digest();
    private long left;

    PlannedContent(PackageEntry planned, InputStream in) {
        super(in);
        this.planned = planned;
        this.left = planned.size();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read < 0) {
            if (left > 0 || !Sha256.hex(digest).equals(planned.sha256())) {
                throw ContentHasher.changed(planned.path(), "it is not what it was when it was hashed");
            }
            return read;
        }
        left -= read;
        if (left < 0) {
            throw ContentHasher.changed(planned.path(), "it has grown since it was hashed");
        }
        digest.update(buffer, offset, read);
        return read;
    }
}
