package io.powerx.publish.testing;

import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.pack.write.ArtifactBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Packs a sample project in a separate JVM, so that locale, time zone and umask can differ. */
public final class Packer {
    private Packer() {}

    /** @param arguments project, output folder, format */
    public static void main(String[] arguments) {
        PackRequest request = SampleProject.request(PackageFormat.valueOf(arguments[2]));
        pack(Path.of(arguments[0]), request, Path.of(arguments[1]));
    }

    public static Path pack(Path project, PackRequest request, Path output) {
        ArtifactBuilder builder = new ArtifactBuilder(project);
        byte[] signature = "signature\n".getBytes(StandardCharsets.US_ASCII);
        return Path.of(builder.pack(request, builder.plan(request), signature, output)
                .packageFile()
                .file());
    }
}
