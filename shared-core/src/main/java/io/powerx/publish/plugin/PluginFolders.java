package io.powerx.publish.plugin;

import io.powerx.publish.config.PackagePlatform;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a plugin is: the project with its changelog, reports and configuration, and the finished build with plugin.yaml, which is packed.
 * They are the same folder unless a build tool writes elsewhere, as PowerX's {@code make dist} does.
 *
 * @param replaced paths of the build, each with the folder or file of the project that takes its place
 */
public record PluginFolders(Path project, Path build, Map<String, Path> replaced) {
    private static final String OUTPUT = "dist";
    private static final int MAX_BUILDS = 1000;

    public PluginFolders(Path project, Path build) {
        this(project, build, Map.of());
    }

    /**
     * The folders of a platform's package.
     *
     * @param platform null for a package that is not for a particular one
     * @throws PublishException {@link ErrorCode#CONFIG_INVALID} if a folder or file of the platform does not exist or is outside the
     *     project
     */
    public PluginFolders on(@Nullable PackagePlatform platform) {
        if (platform == null) {
            return this;
        }
        Map<String, Path> sources = new LinkedHashMap<>();
        platform.replaced().forEach((path, source) -> sources.put(path, source(platform.name(), source)));
        return new PluginFolders(project, build, Collections.unmodifiableMap(sources));
    }

    private Path source(String platform, String source) {
        Path file = project.resolve(source);
        String problem = null;
        try {
            if (!file.toRealPath().startsWith(project.toRealPath())) {
                problem = source + " points outside the project";
            }
        } catch (IOException e) {
            problem = source + " does not exist";
        }
        if (problem != null) {
            throw PublishException.of(
                    ErrorCode.CONFIG_INVALID, "find the files of artifacts.platforms." + platform, problem);
        }
        return file;
    }

    /** The folder of the build, in which the files of the platform replace others. */
    public ProjectFolder buildFolder() {
        return new ProjectFolder(build, replaced);
    }

    /** The path relative to the project of a file of the package, if it replaces another one; otherwise the path itself. */
    public String sourceOf(String path) {
        for (Map.Entry<String, Path> each : replaced.entrySet()) {
            if ((path + "/").startsWith(each.getKey() + "/")) {
                String source = project.relativize(each.getValue()).toString().replace('\\', '/');
                return source + path.substring(each.getKey().length());
            }
        }
        return path;
    }

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
        // Listing a named pipe blocks until there is a writer.
        if (!Files.isDirectory(project.resolve(OUTPUT))) {
            return builds;
        }
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
