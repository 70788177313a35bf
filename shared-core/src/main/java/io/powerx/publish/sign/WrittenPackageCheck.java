package io.powerx.publish.sign;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.BytePipe;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.pack.Parallel;
import io.powerx.publish.pack.read.PackageContents;
import io.powerx.publish.pack.read.PackageReader;
import io.powerx.publish.pack.write.OutputCheck;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Reads a package as {@code px-plugin verify} does, completely and with the same reader, but while it is written, so that checking it
 * takes hardly any additional time on several cores.
 */
public final class WrittenPackageCheck implements OutputCheck {
    /** Chunks of compressed content. */
    private static final int AHEAD = 4;

    private final String name;
    private final BytePipe pipe = new BytePipe(AHEAD);
    private final ExecutorService thread = Parallel.threads(1);
    private final Future<PackageContents> contents = thread.submit(this::read);

    private WrittenPackageCheck(String name) {
        this.name = name;
    }

    /** Begins to check a package. A zip is read when it is complete, because its directory is at its end. */
    public static OutputCheck begin(String name, PackageFormat format) {
        return format == PackageFormat.ZIP ? new OfZip(name) : new WrittenPackageCheck(name);
    }

    @Override
    public OutputStream input() {
        return pipe.output();
    }

    @Override
    public void require(Path file) throws IOException {
        pipe.output().close();
        try {
            require(name, Parallel.get(contents));
        } catch (InterruptedException e) {
            throw Parallel.interrupted();
        }
    }

    @Override
    public void close() throws IOException {
        pipe.output().close();
        thread.shutdown();
    }

    private PackageContents read() throws IOException {
        try {
            return PackageReader.read(pipe.input());
        } finally {
            // Reading stops at a problem, but the writer must not wait for a reader.
            pipe.input().transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void require(String name, PackageContents contents) {
        PackageContentCheck.problem(contents, name).ifPresent(problem -> {
            throw PublishException.of(ErrorCode.PACKAGE_INVALID, "verify the package " + name, problem);
        });
    }

    private record OfZip(String name) implements OutputCheck {
        @Override
        public OutputStream input() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public void require(Path file) {
            WrittenPackageCheck.require(name, PackageReader.read(file));
        }

        @Override
        public void close() {}
    }
}
