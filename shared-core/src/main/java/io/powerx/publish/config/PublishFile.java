package io.powerx.publish.config;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.yaml.YamlDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The project's publish.yml: what is published and how it is rolled out. Settings that every front end offers as an option, such as the
 * channel or the notes, stand in the same file and are resolved with the options.
 *
 * @param document where rollout, tenants, autoUpgrade and rollbackPlan are read from, whose shapes are many
 * @param risk what the author declares; null where nothing is declared
 */
public record PublishFile(
        YamlDocument document,
        Artifacts artifacts,
        Quality quality,
        @Nullable DeclaredRisk risk) {
    /** The file's usual name. */
    public static final String NAME = "publish.yml";

    /**
     * What is packed.
     *
     * @param format pxp or zip
     * @param include globs of further project files to take in
     * @param ignore globs of project files to leave out
     */
    public record Artifacts(String format, List<String> include, List<String> ignore) {}

    /**
     * What shows that the plugin works.
     *
     * @param tests globs of JUnit XML reports; empty for the usual places
     * @param coverage globs of coverage reports; empty for the usual places
     * @param coverageThreshold percent of lines that must be covered
     */
    public record Quality(List<String> tests, List<String> coverage, double coverageThreshold) {}

    /**
     * A risk that the author knows of.
     *
     * @param level low, medium, high or critical
     */
    public record DeclaredRisk(String level, @Nullable String reason) {}

    /** What holds without a publish.yml. */
    public static PublishFile defaults() {
        return parse(NAME, "");
    }

    /**
     * Reads a publish.yml.
     *
     * @param file path for locations in errors
     * @throws io.powerx.publish.error.PublishException {@link ErrorCode#CONFIG_INVALID} with the place of what is wrong; a key that is
     *     not known is wrong, too
     */
    public static PublishFile parse(String file, String text) {
        return PublishFileReader.read(YamlDocument.parse(file, text, ErrorCode.CONFIG_INVALID));
    }
}
