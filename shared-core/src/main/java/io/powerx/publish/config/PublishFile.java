package io.powerx.publish.config;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The project's {@code publish.yml} and {@code px-plugin.config}: what is published and how it is rolled out. The files
 * may also contain settings, such as the channel or the notes, which {@link ConfigResolver} reads.
 *
 * @param document all files, from which rollout, tenants, autoUpgrade and rollbackPlan are read
 * @param risk the risk that the author declares; null if none is declared
 * @param targets the names of {@code publish.targets}; empty if there are none, or an only one without a name
 * @param problems what is wrong with the files, except for the rollout; the values that are wrong have their defaults, so
 *     nothing may be published
 */
public record PublishFile(
        ConfigDocument document,
        Artifacts artifacts,
        Quality quality,
        PrecheckPolicy precheck,
        @Nullable DeclaredRisk risk,
        List<String> targets,
        List<PublishException> problems) {
    /** The default name of the file. */
    public static final String NAME = "publish.yml";

    /**
     * What is packed.
     *
     * @param format pxp or zip
     * @param level how much packages are compressed
     * @param root folder with the finished build, relative to the project; null if it is the project, or to look for one
     * @param include patterns of additional files to pack, in the syntax of .gitignore
     * @param ignore patterns of files to exclude, in the syntax of .gitignore
     * @param platforms that have their own packages; empty for one package
     */
    public record Artifacts(
            String format,
            CompressionLevel level,
            @Nullable String root,
            List<String> include,
            List<String> ignore,
            List<PackagePlatform> platforms) {
        /** The same artifacts with another level. */
        public Artifacts withLevel(CompressionLevel other) {
            return new Artifacts(format, other, root, include, ignore, platforms);
        }
    }

    /**
     * Test and coverage reports, and the required coverage.
     *
     * @param tests globs of JUnit XML reports; empty for the default locations
     * @param coverage globs of coverage reports; empty for the default locations
     * @param coverageThreshold percentage of lines that must be covered
     */
    public record Quality(List<String> tests, List<String> coverage, double coverageThreshold) {}

    /**
     * The risk that the author declares.
     *
     * @param level low, medium, high or critical
     */
    public record DeclaredRisk(String level, @Nullable String reason) {}

    /** The required line coverage of versions of a channel, in percent. */
    public double coverageThreshold(Channel channel) {
        Double own = precheck.profile(channel).coverageThreshold();
        return own == null ? quality.coverageThreshold() : own;
    }

    /** The values without any file. */
    public static PublishFile defaults() {
        return of(ConfigDocument.of(List.of()));
    }

    /**
     * Parses a single valid file.
     *
     * @param file path for locations in errors
     * @throws PublishException as in {@link #requireValid}
     */
    public static PublishFile parse(String file, String text) {
        return of(ConfigDocument.of(List.of(new ConfigDocument.Text(file, text))))
                .requireValid();
    }

    /**
     * This file if there is nothing wrong with it.
     *
     * @throws PublishException {@link ErrorCode#CONFIG_INVALID} or {@link ErrorCode#CONFIG_UNREADABLE} with the location
     *     of the first problem and the others attached
     */
    public PublishFile requireValid() {
        ConfigProblems.requireNone(problems);
        return this;
    }

    /** Reads the files of a project. */
    public static PublishFile of(ConfigDocument document) {
        return PublishFileReader.read(document);
    }
}
