package io.powerx.publish.pack.read;

import java.io.IOException;
import java.io.Serial;

/** An archive that cannot be read any further, with the reason as a clause. */
final class MalformedPackageException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    MalformedPackageException(String found) {
        super(found);
    }
}
