package io.powerx.publish.options;

import io.powerx.publish.config.Channel;
import io.powerx.publish.config.CompressionLevel;
import io.powerx.publish.config.ConfigDocument;
import io.powerx.publish.config.ConfigProblems;
import io.powerx.publish.config.FailOn;
import io.powerx.publish.config.FileSource;
import io.powerx.publish.config.Layer;
import io.powerx.publish.config.PrecheckPolicy;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.PublishException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the project's configuration files and applies the settings that override it. */
public final class PublishFiles {
    private PublishFiles() {}

    /**
     * The configuration, or the defaults if the project has no file. What is wrong with it, and with the settings from anywhere, is in
     * {@link PublishFile#problems}.
     *
     * @param chosen as in {@link ConfigDocument#ofProject}
     */
    public static PublishFile read(FileSource project, @Nullable String chosen, ResolvedConfig config) {
        PublishFile file = PublishFile.of(
                config.isInvalid(Setting.CONFIG)
                        ? ConfigDocument.of(List.of())
                        : ConfigDocument.ofProject(project, chosen));
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
        return new PublishFile(
                file.document(), artifacts, quality, precheck, file.risk(), file.targets(), problems(file, config));
    }

    private static List<PublishException> problems(PublishFile file, ResolvedConfig config) {
        ConfigProblems problems = new ConfigProblems();
        problems.addAll(config.problems());
        problems.addAll(file.problems());
        // Both readers check some values; the message about the key of the file is clearer.
        config.projectProblems().stream()
                .filter(problem -> problem.location().filter(problems::concerns).isEmpty())
                .forEach(problems::add);
        return problems.all();
    }

    /** The findings that make a precheck of this channel fail. */
    public static FailOn failOn(PublishFile file, Channel channel, ResolvedConfig config) {
        FailOn own = file.precheck().profile(channel).failOn();
        return own == null || overrides(config, Setting.FAIL_ON) ? config.choice(Setting.FAIL_ON, FailOn.class) : own;
    }

    private static boolean overrides(ResolvedConfig config, Setting setting) {
        return config.origin(setting)
                .map(origin -> origin.layer())
                .filter(layer -> layer == Layer.EXPLICIT || layer == Layer.ENVIRONMENT)
                .isPresent();
    }
}
