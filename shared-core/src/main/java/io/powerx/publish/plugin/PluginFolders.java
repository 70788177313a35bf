package io.powerx.publish.plugin;

import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a plugin is: the project with its changelog, reports and configuration, and the finished build with plugin.yaml, which is packed.
 * They are the same folder unless a build tool writes elsewhere, as PowerX's {@code make dist} does.
 */
public record PluginFolders(Path project, Path build) {
    private static final String OUTPUT = "dist";
    private static final int MAX_BUILDS = 1000;

    /** A project that contains its build. */
    public static PluginFolders of(Path project) {
        return new PluginFolders(project, project);
    }

    /**
     * Looks for a build in {@code dist/<version>}, if the project itself is not a finished build: it has no plugin.yaml, or a file that the
     * host needs is missing. The build has to be the only one in {@code dist} with its version, and that version the project's.
     *
     * @return the project alone if there is no such build, or more than one
     */
    public static PluginFolders detect(Path project) {
        Optional<PluginManifest> own = manifest(project);
        if (own.isPresent() && isComplete(own.get())) {
            return of(project);
        }
        List<Path> builds = builds(project).stream()
                .filter(build ->
                        own.isEmpty() || version(build).equals(own.get().text("/version")))
                .toList();
        return builds.size() == 1
                        && version(builds.get(0))
                                .filter(String.valueOf(builds.get(0).getFileName())::equals)
                                .isPresent()
                ? new PluginFolders(project, builds.get(0))
                : of(project);
    }

    /** The build's path relative to the project, with forward slashes; empty if it is the project. */
    public Optional<String> separateBuild() {
        Path from = project.toAbsolutePath().normalize();
        Path to = build.toAbsolutePath().normalize();
        if (from.equals(to)) {
            return Optional.empty();
        }
        return Optional.of(
                (to.startsWith(from) ? from.relativize(to) : to).toString().replace('\\', '/'));
    }

    private static boolean isComplete(PluginManifest manifest) {
        return manifest.runtimeNeeds().stream()
                .filter(need -> need.presence() == RuntimeNeed.Presence.REQUIRED)
                .allMatch(need -> need.places().stream()
                        .anyMatch(place -> manifest.project().hasFile(place)
                                || manifest.project().hasFolder(place)));
    }

    private static List<Path> builds(Path project) {
        List<Path> builds = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(project.resolve(OUTPUT))) {
            for (Path folder : folders) {
                if (builds.size() < MAX_BUILDS && Files.isRegularFile(folder.resolve(PluginManifest.FILE))) {
                    builds.add(folder);
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return builds;
    }

    private static Optional<String> version(Path build) {
        return manifest(build).flatMap(manifest -> manifest.text("/version"));
    }

    private static Optional<PluginManifest> manifest(Path folder) {
        try {
            return Optional.of(new PluginReader(folder).read());
        } catch (PublishException e) {
            return Optional.empty();
        }
    }
}
