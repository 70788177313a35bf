package io.powerx.publish.scaffold;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.powerx.publish.config.Channel;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.git.GitCheckout;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.json.Json;
import io.powerx.publish.plugin.PluginReader;
import io.powerx.publish.plugin.SemanticVersion;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a repository shows about its plugin, so that the user need not be asked.
 *
 * @param root of the git checkout; the project if there is none
 * @param project folder with plugin.yaml
 * @param cis the CI systems that the repository seems to use
 * @param build the command that builds the plugin; null if it is not known
 * @param channel of the version in plugin.yaml
 */
public record RepositoryFacts(
        Path root, Path project, Set<Ci> cis, @Nullable String build, Channel channel) {
    private static final int MAX_SIZE = 1 << 20;
    private static final Pattern DIST = Pattern.compile("(?m)^dist\\s*:(?!=)");
    private static final Pattern BUILD = Pattern.compile("(?m)^build\\s*:(?!=)");

    /**
     * Looks at a repository.
     *
     * @throws PublishException {@link ErrorCode#MANIFEST_MISSING} or {@link ErrorCode#MANIFEST_INVALID}
     */
    public static RepositoryFacts of(Path project) {
        Path folder = project.toAbsolutePath().normalize();
        Channel channel = channel(folder);
        Path root = GitCheckout.rootOf(folder).orElse(folder);
        return new RepositoryFacts(root, folder, cis(root, folder), build(folder), channel);
    }

    /** The project's path in the repository, with forward slashes; blank if it is the root. */
    public String folder() {
        return root.relativize(project).toString().replace('\\', '/');
    }

    private static Set<Ci> cis(Path root, Path project) {
        Set<Ci> cis = EnumSet.noneOf(Ci.class);
        if (Files.exists(root.resolve(JenkinsFile.NAME)) || Files.exists(project.resolve(JenkinsFile.NAME))) {
            cis.add(Ci.JENKINS);
        }
        boolean hosted = GitCheckout.of(project)
                .flatMap(checkout -> Optional.ofNullable(checkout.repository()))
                .map(RepositoryFacts::host)
                .filter(host -> host.equals("github.com") || host.startsWith("github."))
                .isPresent();
        if (Files.isDirectory(root.resolve(".github")) || (hosted && cis.isEmpty())) {
            cis.add(Ci.GITHUB);
        }
        return cis;
    }

    /** Empty if git knows the remote by something that is not a URL. */
    private static String host(String url) {
        try {
            return String.valueOf(new URI(url).getHost());
        } catch (URISyntaxException e) {
            return "";
        }
    }

    private static @Nullable String build(Path project) {
        String makefile = text(project.resolve("Makefile"));
        // PowerX's plugin template builds to dist/<version>.
        if (DIST.matcher(makefile).find()) {
            return "make dist";
        }
        if (BUILD.matcher(makefile).find()) {
            return "make build";
        }
        try {
            String script = Json.mapper()
                    .readTree(text(project.resolve("package.json")))
                    .path("scripts")
                    .path("build")
                    .asText("");
            return script.isEmpty() ? null : "npm ci && npm run build";
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    private static Channel channel(Path project) {
        return new PluginReader(project)
                        .read()
                        .text("/version")
                        .flatMap(SemanticVersion::parse)
                        .filter(version -> !version.preRelease().isEmpty())
                        .isPresent()
                ? Channel.BETA
                : Channel.STABLE;
    }

    private static String text(Path file) {
        try {
            return new String(SmallFile.read(file, MAX_SIZE), StandardCharsets.UTF_8);
        } catch (IOException missingOrUnusable) {
            return "";
        }
    }
}
