package io.powerx.publish.config;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The variables of targets: {@code PX_TARGET_<NAME>_X} takes the place of {@code PX_X}; the name is in upper case, with
 * underscores for hyphens.
 */
public final class TargetVariables {
    /** What all variables of targets begin with. */
    public static final String PREFIX = "PX_TARGET_";

    private TargetVariables() {}

    /**
     * The names of the targets of a project, whose files may be invalid.
     *
     * @param projectFile the configuration file to read; null for the default names
     */
    public static List<String> targets(FileSource project, @Nullable String projectFile) {
        return ConfigTargets.names(ConfigDocument.ofProject(project, projectFile)).stream()
                .filter(name -> !name.isBlank())
                .toList();
    }

    /** The variable of a target that takes the place of another one. */
    public static String of(String target, String variable) {
        return prefix(target) + variable.replaceFirst("^PX_", "");
    }

    /** What the variables of a target begin with. */
    static String prefix(String target) {
        return PREFIX + target.toUpperCase(Locale.ROOT).replace('-', '_') + "_";
    }
}
