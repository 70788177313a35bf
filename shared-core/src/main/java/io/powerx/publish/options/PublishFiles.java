package io.powerx.publish.options;

import io.powerx.publish.config.CompressionLevel;
import io.powerx.publish.config.ConfigDocument;
import io.powerx.publish.config.FileSource;
import io.powerx.publish.config.Layer;
import io.powerx.publish.config.PrecheckPolicy;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import org.jspecify.annotations.Nullable;

/** Reads the project's configuration files and applies the settings that override it. */
public final class PublishFiles {
    private PublishFiles() {}

    /**
     * The configuration, or the defaults if the project has no file.
     *
     * @param chosen as in {@link ConfigDocument#ofProject}
     * @throws PublishException {@link ErrorCode#CONFIG_INVALID}, {@link ErrorCode#CONFIG_UNREADABLE}
     */
    public static PublishFile read(FileSource project, @Nullable String chosen, ResolvedConfig config) {
        PublishFile file = PublishFile.of(ConfigDocument.ofProject(project, chosen));
        PublishFile.Artifacts artifacts = file.artifacts();
        if (overrides(config, Setting.LEVEL)) {
            artifacts = artifacts.withLevel(config.choice(Setting.LEVEL, CompressionLevel.class));
        }
        PublishFile.Quality quality = file.quality();
        PrecheckPolicy precheck = file.precheck();
        if (overrides(config, Setting.COVERAGE_THRESHOLD)) {
            precheck = precheck.withoutThresholds();
            quality = new PublishFile.Quality(
                    quality.tests(), quality.coverage(), config.percent(Setting.COVERAGE_THRESHOLD));
        }
        return new PublishFile(file.document(), artifacts, quality, precheck, file.risk());
    }

    private static boolean overrides(ResolvedConfig config, Setting setting) {
        return config.origin(setting)
                .map(origin -> origin.layer())
                .filter(layer -> layer == Layer.EXPLICIT || layer == Layer.ENVIRONMENT)
                .isPresent();
    }
}
