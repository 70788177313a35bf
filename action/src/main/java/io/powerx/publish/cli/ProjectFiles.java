package io.powerx.publish.cli;

import io.powerx.publish.config.FolderFiles;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.Setting;
import io.powerx.publish.options.PublishFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files and folders of the project, with the settings that override them. */
final class ProjectFiles {
    private ProjectFiles() {}

    /**
     * The project's configuration.
     *
     * @throws io.powerx.publish.error.PublishException if it is invalid
     */
    static PublishFile validFile(Invocation invocation) {
        return publishFile(invocation).requireValid();
    }

    /** The project's configuration with what is wrong with it. */
    static PublishFile publishFile(Invocation invocation) {
        return PublishFiles.read(new FolderFiles(invocation.project()), chosen(invocation), invocation.config());
    }

    /** The folder for packages: the configured one, otherwise {@code dist} in the project. */
    static Path output(Invocation invocation) {
        return invocation.config().isChosen(Setting.OUTPUT)
                ? invocation.config().path(Setting.OUTPUT, invocation.folders()).orElseThrow()
                : invocation.project().resolve(invocation.config().requiredText(Setting.OUTPUT));
    }

    private static @Nullable String chosen(Invocation invocation) {
        return invocation.config().text(Setting.CONFIG).isPresent() ? invocation.projectFile() : null;
    }
}
