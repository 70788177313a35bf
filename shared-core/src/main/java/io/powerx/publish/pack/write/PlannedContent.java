package io.powerx.publish.pack.write;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.CountedInput;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.pack.FileChanges;
import io.powerx.publish.pack.PackageEntry;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** A file's bytes while they are packed; throws before the end of the file if they differ from the plan. */
final class PlannedContent extends CountedInput {
    private final PackageEntry planned;
    private final InputStream in;
    private final MessageDigest digest;

    /** @param digest for SHA-256, of no other use until this is closed */
    PlannedContent(PackageEntry planned, InputStream in, MessageDigest digest) {
        super(planned.size());
        this.planned = planned;
        this.in = in;
        this.digest = digest;
    }

    @Override
    protected int fill(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            digest.update(buffer, offset, read);
        } else if (read < 0 && left() == 0 && !Sha256.hex(digest).equals(planned.sha256())) {
            throw differs();
        }
        return read;
    }

    @Override
    protected IOException wrongLength() {
        throw left() < 0 ? FileChanges.changed(planned.path(), "it has grown since it was hashed") : differs();
    }

    private PublishException differs() {
        return FileChanges.changed(planned.path(), "it has changed since it was hashed");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
