package io.powerx.publish.options;

import io.powerx.publish.config.CompressionLevel;
import io.powerx.publish.config.FileSource;
import io.powerx.publish.config.Layer;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.Utf8;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the project's publish.yml and applies the settings that override it. */
public final class PublishFiles {
    private static final int LIMIT = 1 << 20;
    private static final List<String> NAMES = List.of(PublishFile.NAME, "publish.yaml");

    private PublishFiles() {}

    /**
     * The file, or its defaults if the project has none.
     *
     * @param chosen the file to read, relative to the project; null for publish.yml or publish.yaml
     * @throws PublishException {@link ErrorCode#CONFIG_INVALID}, {@link ErrorCode#CONFIG_UNREADABLE}
     */
    public static PublishFile read(FileSource project, @Nullable String chosen, ResolvedConfig config) {
        PublishFile file = read(project, chosen == null ? NAMES : List.of(chosen));
        PublishFile.Artifacts artifacts = file.artifacts();
        if (overrides(config, Setting.LEVEL)) {
            artifacts = artifacts.withLevel(config.choice(Setting.LEVEL, CompressionLevel.class));
        }
        PublishFile.Quality quality = file.quality();
        if (overrides(config, Setting.COVERAGE_THRESHOLD)) {
            quality = new PublishFile.Quality(
                    quality.tests(), quality.coverage(), config.percent(Setting.COVERAGE_THRESHOLD));
        }
        return new PublishFile(file.document(), artifacts, quality, file.precheck(), file.risk());
    }

    private static boolean overrides(ResolvedConfig config, Setting setting) {
        return config.origin(setting)
                .map(origin -> origin.layer())
                .filter(layer -> layer == Layer.EXPLICIT || layer == Layer.ENVIRONMENT)
                .isPresent();
    }

    private static PublishFile read(FileSource project, List<String> names) {
        for (String name : names) {
            Optional<byte[]> bytes = project.read(name, LIMIT);
            if (bytes.isPresent()) {
                return PublishFile.parse(name, decode(name, bytes.get()));
            }
        }
        return PublishFile.defaults();
    }

    private static String decode(String name, byte[] bytes) {
        try {
            return Utf8.decode(bytes);
        } catch (CharacterCodingException e) {
            throw PublishException.of(ErrorCode.CONFIG_INVALID, "read " + name, "it is not UTF-8 text")
                    .causedBy(e);
        }
    }
}
