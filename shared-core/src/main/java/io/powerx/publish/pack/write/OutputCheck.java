package io.powerx.publish.pack.write;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.pack.PackageFormat;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A check of a package while it is written, before it gets its name. */
public interface OutputCheck extends Closeable {
    /** Accepts every package. */
    OutputCheck NONE = new OutputCheck() {
        @Override
        public OutputStream input() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public void require(Path file) {}

        @Override
        public void close() {}
    };

    /** Receives the bytes of the package. */
    OutputStream input();

    /**
     * Waits for the result after all bytes have been written to {@link #input()}.
     *
     * @param file the complete package, still under a temporary name
     * @throws PublishException if the package is not valid
     */
    void require(Path file) throws IOException;

    /** Ends the check, whether it is complete or not. */
    @Override
    void close() throws IOException;

    /** Begins a check for each package. */
    @FunctionalInterface
    interface Kind {
        /** @param name that the package's file will have */
        OutputCheck begin(String name, PackageFormat format) throws IOException;
    }
}
