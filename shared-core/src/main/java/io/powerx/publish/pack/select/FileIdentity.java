package io.powerx.publish.pack.select;

import io.powerx.publish.pack.SelectedFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What makes a file the same in several packages of a version.
 *
 * @param source null for generated content, which is the same in all of them
 */
public record FileIdentity(String path, @Nullable Path source) {
    public static FileIdentity of(SelectedFile file) {
        return new FileIdentity(file.path(), file.source());
    }
}
