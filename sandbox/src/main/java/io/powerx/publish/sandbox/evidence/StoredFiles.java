package io.powerx.publish.sandbox.evidence;

import io.powerx.publish.sandbox.api.ArtifactRow;
import io.powerx.publish.sandbox.api.PublishRecord;
import io.powerx.publish.sandbox.store.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Artifacts under their names in a temporary folder, for readers that need one file for each. Deletes the folder when closed. */
final class StoredFiles implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,249}");

    private final BlobStore blobs;
    private final Path folder;

    StoredFiles(BlobStore blobs) throws IOException {
        this.blobs = blobs;
        this.folder = Files.createTempDirectory("px-evidence");
    }

    /**
     * Adds an artifact.
     *
     * @throws IOException if it cannot be read, or the name is not that of a file
     */
    Path add(PublishRecord publish, ArtifactRow artifact, String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IOException("its name is not that of a file");
        }
        Path file = folder.resolve(name);
        List<String> parts = publish.filesOf(artifact);
        if (parts.size() == 1 && isLinked(file, blobs.path(parts.get(0)))) {
            return file;
        }
        try (InputStream in = blobs.read(parts)) {
            Files.copy(in, file);
        }
        return file;
    }

    /** Not every file system has links. */
    private static boolean isLinked(Path file, Path target) {
        try {
            Files.createLink(file, target);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
