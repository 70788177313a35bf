package io.powerx.publish.options;

import io.powerx.publish.config.FileSource;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.error.PublishException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a project that is checked.
 *
 * @param file the configuration, or the defaults if it is invalid
 * @param errors why the project's files cannot be used
 */
public record ProjectConfiguration(PublishFile file, List<PublishException> errors) {
    /**
     * Reads the configuration; an invalid file is not thrown.
     *
     * @param chosen as in {@link PublishFiles#read}
     */
    public static ProjectConfiguration read(FileSource project, @Nullable String chosen, ResolvedConfig config) {
        List<PublishException> errors = new ArrayList<>();
        config.projectError().ifPresent(errors::add);
        try {
            return new ProjectConfiguration(PublishFiles.read(project, chosen, config), List.copyOf(errors));
        } catch (PublishException e) {
            // Both readers report the same syntax error.
            if (errors.stream().noneMatch(known -> known.getMessage().equals(e.getMessage()))) {
                errors.add(e);
            }
            return new ProjectConfiguration(PublishFile.defaults(), List.copyOf(errors));
        }
    }
}
