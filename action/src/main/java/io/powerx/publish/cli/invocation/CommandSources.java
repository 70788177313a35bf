package io.powerx.publish.cli.invocation;

import io.powerx.publish.cli.host.Host;
import io.powerx.publish.cli.host.UserHome;
import io.powerx.publish.config.FileSource;
import io.powerx.publish.config.FolderFiles;
import io.powerx.publish.config.Folders;
import io.powerx.publish.config.Setting;
import io.powerx.publish.config.Sources;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.git.GitCheckout;
import io.powerx.publish.plugin.PluginManifest;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sources of the configuration of a command, and the folders that its paths start from. */
record CommandSources(Folders folders, Sources sources) {
    /** How the names of variables that specify servers, or keys and tokens for them, begin. */
    private static final List<String> SERVER_VARIABLES = List.of(
            "PX_MARKETPLACE_",
            "PX_PUBLISH_API_",
            "PX_TENANT",
            "PX_SIGNING_",
            "PX_TIMESTAMP_",
            "PX_PKG_SIGNER_",
            "PX_TELEMETRY_",
            "PX_METRICS_",
            "OTEL_",
            "PX_ID_TOKEN",
            "PX_TARGET_",
            "ACTIONS_ID_TOKEN_");

    /**
     * All sources.
     *
     * @param explicit the settings that the user specified
     */
    static CommandSources of(CommandFrontEnd frontEnd, Map<Setting, String> explicit) {
        Host host = frontEnd.host();
        Path project = projectFolder(host, explicit);
        return of(
                frontEnd,
                explicit,
                host.environment(),
                project,
                new FolderFiles(project),
                projectFile(host, explicit, project));
    }

    /** Without the files of the project, and thus without a target, because they define the targets. */
    static CommandSources withoutProject(CommandFrontEnd frontEnd, Map<Setting, String> explicit) {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        given.putAll(explicit);
        given.remove(Setting.TARGET);
        Map<String, String> environment = new HashMap<>(frontEnd.host().environment());
        environment.keySet().removeAll(Setting.TARGET.variables());
        Path project = projectFolder(frontEnd.host(), explicit);
        return of(frontEnd, given, environment, project, FileSource.NONE, null);
    }

    private static CommandSources of(
            CommandFrontEnd frontEnd,
            Map<Setting, String> explicit,
            Map<String, String> environment,
            Path project,
            FileSource projectFiles,
            @Nullable String projectFile) {
        Host host = frontEnd.host();
        Path home = host.home();
        return new CommandSources(
                new Folders(host.workingDirectory(), project, home),
                new Sources(
                        explicit,
                        frontEnd.explicitName(),
                        environment,
                        projectFiles,
                        projectFile,
                        userFiles(home, project),
                        Map.of()));
    }

    /** These sources with other values, as if the user had specified them. The folders remain the same. */
    CommandSources with(Map<Setting, String> values) {
        return changed(values, sources.explicitName(), sources.environment(), sources.home());
    }

    /** Like {@link #with} for {@code --sandbox}, without the servers, keys and tokens of the environment and the user's file. */
    CommandSources apart(Map<Setting, String> values) {
        Map<String, String> environment = new HashMap<>(sources.environment());
        environment.keySet().removeIf(CommandSources::concernsServers);
        return changed(
                values,
                setting -> values.containsKey(setting)
                        ? "--sandbox"
                        : sources.explicitName().of(setting),
                environment,
                FileSource.NONE);
    }

    private CommandSources changed(
            Map<Setting, String> values,
            Sources.ExplicitName explicitName,
            Map<String, String> environment,
            FileSource userFiles) {
        Map<Setting, String> explicit = new EnumMap<>(Setting.class);
        explicit.putAll(sources.explicit());
        explicit.putAll(values);
        return new CommandSources(
                folders,
                new Sources(
                        explicit,
                        explicitName,
                        environment,
                        sources.project(),
                        sources.projectFile(),
                        userFiles,
                        sources.global()));
    }

    /** A file that a repository contains is never the user's: it could redirect the token. */
    private static FileSource userFiles(@Nullable Path home, Path project) {
        return home == null || isOfRepository(home, project) ? FileSource.NONE : new FolderFiles(home);
    }

    /** The home folder of an account may be in a repository, which then contains the user's settings. */
    private static boolean isOfRepository(Path home, Path project) {
        if (UserHome.isInside(home, project) && Files.exists(project.resolve(PluginManifest.FILE))) {
            return true;
        }
        return !UserHome.isOfAccount(home)
                && GitCheckout.rootOf(UserHome.real(project))
                        .filter(root -> UserHome.isInside(home, root))
                        .isPresent();
    }

    private static boolean concernsServers(String variable) {
        return SERVER_VARIABLES.stream().anyMatch(variable::startsWith);
    }

    private static Path projectFolder(Host host, Map<Setting, String> explicit) {
        String path = specified(host, explicit, Setting.PROJECT);
        return resolve(host, path.isBlank() ? "." : path);
    }

    private static @Nullable String projectFile(Host host, Map<Setting, String> explicit, Path project) {
        String path = specified(host, explicit, Setting.CONFIG);
        return path.isBlank()
                ? null
                : project.relativize(resolve(host, path)).toString().replace('\\', '/');
    }

    private static String specified(Host host, Map<Setting, String> explicit, Setting setting) {
        String value = explicit.getOrDefault(setting, "");
        return value.isBlank()
                ? host.environment().getOrDefault(setting.variables().get(0), "")
                : value;
    }

    private static Path resolve(Host host, String path) {
        try {
            return host.workingDirectory().resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw PublishException.of(ErrorCode.OPTION_INVALID, "read a path", "it is invalid: " + e.getReason());
        }
    }
}
