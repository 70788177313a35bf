package io.powerx.publish.sbom;

import java.io.IOException;
import java.io.Serial;

/** A lock file that is not in its format. The message is the reason, as a clause. */
final class UnreadableLockFile extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnreadableLockFile(String found) {
        super(found);
    }
}
