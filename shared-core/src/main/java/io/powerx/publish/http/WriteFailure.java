package io.powerx.publish.http;

import java.io.IOException;

/** Keeps a failure of the socket apart from one of the file. */
final class WriteFailure extends IOException {
    private static final long serialVersionUID = 1;

    private final IOException cause;

    WriteFailure(IOException cause) {
        super(cause);
        this.cause = cause;
    }

    IOException cause() {
        return cause;
    }
}
