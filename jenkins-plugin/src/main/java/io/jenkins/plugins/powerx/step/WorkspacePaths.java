package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import io.jenkins.plugins.powerx.agent.LostAgent;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.util.regex.Pattern;

/** Checks that paths in parameters stay inside the directory of the step, even through links. */
final class WorkspacePaths {
    private static final Pattern ROOTED = Pattern.compile("^([/\\\\~]|[A-Za-z]:).*");
    private static final Pattern UPWARDS = Pattern.compile("(^|[/\\\\])\\.\\.($|[/\\\\])");

    private WorkspacePaths() {}

    /** Whether the path is relative and does not lead upwards; links are not resolved. */
    static boolean isInside(String path) {
        return !ROOTED.matcher(path).matches() && !UPWARDS.matcher(path).find();
    }

    /**
     * Resolves a path in the directory.
     *
     * @throws PublishException {@link ErrorCode#OPTION_INVALID} if the path leads out of the directory
     */
    static FilePath resolve(FilePath directory, String option, String path) throws IOException, InterruptedException {
        boolean inside = isInside(path) && (!directory.exists() || path.equals(".") || directory.isDescendant(path));
        if (!inside) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID, "use " + option + ": '" + path + "'", "it leads out of the workspace");
        }
        return path.equals(".") ? directory : directory.child(path);
    }

    /**
     * A file that the step writes.
     *
     * @throws PublishException {@link ErrorCode#OPTION_INVALID} if the path leads out of the directory, or if it is a folder
     */
    static FilePath file(FilePath directory, String option, String path) throws IOException, InterruptedException {
        FilePath file = resolve(directory, option, path);
        if (file.isDirectory()) {
            throw PublishException.of(ErrorCode.OPTION_INVALID, "use " + option + ": '" + path + "'", "it is a folder");
        }
        return file;
    }

    /**
     * Writes a file.
     *
     * @param otherwise code of the error if the disk is not full
     * @param tried what was tried, as an infinitive clause
     * @throws PublishException with that code, or {@link ErrorCode#DISK_FULL}
     * @throws IOException if the connection to the agent was lost
     */
    static void write(FilePath file, String text, ErrorCode otherwise, String tried)
            throws IOException, InterruptedException {
        try {
            file.write(text, "UTF-8");
        } catch (IOException e) {
            if (LostAgent.isCauseOf(e)) {
                throw e;
            }
            throw IoFailure.error(otherwise, tried, reason(e));
        }
    }

    /** The failure of the file system. Jenkins adds where it happened, and names of classes. */
    private static IOException reason(IOException failure) {
        IOException reason = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException known) {
                reason = known;
            }
        }
        return reason;
    }

    /**
     * The folder of the plugin.
     *
     * @throws PublishException {@link ErrorCode#OPTION_INVALID} if it is not in the directory
     */
    static FilePath project(FilePath directory, ProjectStep step) throws IOException, InterruptedException {
        return resolve(directory, "project", step.getProject() == null ? "." : step.getProject());
    }

    /** The folder with the build that the step specifies; null if it specifies none. */
    @CheckForNull
    static FilePath build(FilePath directory, ProjectStep step) throws IOException, InterruptedException {
        String build = step.getBuildDir();
        return build == null ? null : resolve(directory, "buildDir", build);
    }
}
