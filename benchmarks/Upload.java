import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.http.AllowedAddresses;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.ArtifactRole;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.upload.UploadControl;
import io.powerx.publish.upload.UploadOrder;
import io.powerx.publish.upload.UploadSettings;
import io.powerx.publish.upload.Uploader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sends one file to signed addresses: FILE URL PART-MIB CONCURRENCY CA-FILE-OR-DASH. Prints the upload's milliseconds. */
public final class Upload {
    public static void main(String[] arguments) throws Exception {
        // A publish has spoken to its Marketplace before it uploads; so has this one, with a file of one byte.
        Path tiny = Files.write(Files.createTempFile("px-upload", ".bin"), new byte[1]);
        send(tiny, arguments);
        Files.delete(tiny);
        long started = System.nanoTime();
        send(Path.of(arguments[0]), arguments);
        System.out.println((System.nanoTime() - started) / 1_000_000);
    }

    private static void send(Path file, String[] arguments) throws Exception {
        long size = Files.size(file);
        long part = Long.parseLong(arguments[2]) << 20;
        List<Publish.Part> parts = new ArrayList<>();
        for (int number = 1; (number - 1) * part < size; number++) {
            parts.add(new Publish.Part(number, arguments[1] + "/" + number, null, false, null, null));
        }
        String name = file.getFileName().toString();
        Artifact artifact = new Artifact(name, ArtifactRole.PACKAGE, null, null, size, "0".repeat(64), null);
        Publish.Upload upload = new Publish.Upload(name, null, "multipart", part, null, null, null, parts);
        HttpSettings http = HttpSettings.DEFAULT;
        if (!arguments[4].equals("-")) {
            http = new HttpSettings(
                    null, null, Files.readString(Path.of(arguments[4])), http.connectTimeout(), http.stallTimeout());
        }
        UploadOrder order = new UploadOrder(
                List.of(new PackedArtifact(artifact, file.toString())),
                List.of(upload),
                AllowedAddresses.ALL,
                new UploadSettings(Integer.parseInt(arguments[3]), null, null),
                http);
        new Uploader().upload(order, new Control());
    }

    private static final class Control implements UploadControl {
        @Override
        public List<Publish.Upload> renew() {
            throw new IllegalStateException("an address was refused");
        }

        @Override
        public void stored(String artifact, int part, String etag, String sha256) {}

        @Override
        public void event(PublishEvent event) {}
    }
}
