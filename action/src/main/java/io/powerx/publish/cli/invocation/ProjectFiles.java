package io.powerx.publish.cli.invocation;

import io.powerx.publish.config.FolderFiles;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.Setting;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.options.PublishFiles;
import io.powerx.publish.plugin.PluginFolders;
import io.powerx.publish.workbench.LocalWorkbench;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files and folders of the project, with the settings that override them. */
public final class ProjectFiles {
    private ProjectFiles() {}

    /**
     * The project's configuration.
     *
     * @throws io.powerx.publish.error.PublishException if it is invalid
     */
    public static PublishFile validFile(Invocation invocation) {
        return publishFile(invocation).requireValid();
    }

    /** The project's configuration with what is wrong with it. */
    public static PublishFile publishFile(Invocation invocation) {
        return PublishFiles.read(new FolderFiles(invocation.project()), invocation.projectFile(), invocation.config());
    }

    /** The runs for all targets by their names, or for the chosen one; this run if there are not several. */
    public static Map<String, Invocation> targets(Invocation invocation) {
        List<String> names = publishFile(invocation).targets();
        Map<String, Invocation> targets = new LinkedHashMap<>();
        if (names.size() < 2 || invocation.config().has(Setting.TARGET)) {
            targets.put("", invocation);
        } else {
            names.forEach(name -> targets.put(name, invocation.forTarget(name)));
        }
        return targets;
    }

    /** The folder for packages: the configured one, otherwise {@code dist} in the project. */
    public static Path output(Invocation invocation) {
        return invocation.config().isChosen(Setting.OUTPUT)
                ? invocation.config().path(Setting.OUTPUT, invocation.folders()).orElseThrow()
                : invocation.project().resolve(invocation.config().requiredText(Setting.OUTPUT));
    }

    /** The workbench for the project and its build, which is reported if it is another folder. */
    public static LocalWorkbench workbench(Invocation invocation) {
        PluginFolders folders = invocation
                .config()
                .path(Setting.BUILD_DIR, invocation.folders())
                .map(build -> new PluginFolders(invocation.project(), build))
                .orElseGet(() -> PluginFolders.detect(invocation.project()));
        folders.separateBuild().ifPresent(build -> invocation.console().note(Level.INFO, "the build is in {0}", build));
        return new LocalWorkbench(folders, output(invocation));
    }
}
