package io.powerx.publish.pack.read;

import java.io.IOException;
import java.io.Serial;

/** A package that is not as the packer writes packages. The message is the reason, as a clause. */
final class MalformedPackageException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    MalformedPackageException(String found) {
        super(found);
    }
}
