package io.powerx.publish.precheck;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of one file that {@code precheck --fix} makes.
 *
 * @param rules ids of the rules whose findings it resolves
 * @param file relative to the project, with forward slashes
 * @param diff what changes, as a unified diff
 * @param before the text that the file has now; null if it does not change
 * @param after the text that the file will have; null if it does not change
 * @param executable whether the file becomes executable
 */
public record Fix(
        List<String> rules,
        String file,
        String diff,
        @Nullable String before,
        @Nullable String after,
        boolean executable)
        implements Serializable {}
