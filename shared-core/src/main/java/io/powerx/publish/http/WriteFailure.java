package io.powerx.publish.http;

import java.io.IOException;

/** Keeps a failure of the socket apart from one of the file. */
final class WriteFailure extends IOException {
    private static final long serialVersionUID = 1;

    WriteFailure(IOException cause) {
        super(cause);
    }

    IOException cause() {
        return (IOException) getCause();
    }
}
