package io.powerx.publish.upload;

import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.io.Serial;

/** A fault of the local file, carried through the HTTP client, which passes IOExceptions only. */
final class SourceFault extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final PublishException fault;

    SourceFault(PublishException fault) {
        super(fault.getMessage(), fault);
        this.fault = fault;
    }

    PublishException fault() {
        return fault;
    }
}
