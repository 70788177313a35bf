package io.jenkins.plugins.powerx.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.powerx.publish.git.GitCheckout;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import jenkins.MasterToSlaveFileCallable;

/** The path of a project in its repository, which code hosts need for annotations. */
public final class RepositoryFolder {
    private static final Pattern FIT = Pattern.compile("(?!.*\\.\\.)[^/\\\\:\\p{Cntrl}][^\\\\:\\p{Cntrl}]{0,999}/");

    private RepositoryFolder() {}

    /**
     * The project's folder relative to the closest folder in the workspace that contains {@code .git}, or to the directory of the step if
     * there is none. Folders above the workspace do not count.
     *
     * @param workspace that contains the directory; null if unknown
     * @return with a trailing slash; empty for the root, or if the agent cannot determine it
     */
    public static String of(@NonNull FilePath project, @NonNull FilePath directory, @CheckForNull String workspace)
            throws InterruptedException {
        try {
            String found =
                    project.act(new Find(directory.getRemote(), workspace == null ? directory.getRemote() : workspace));
            return FIT.matcher(found).matches() ? found : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static final class Find extends MasterToSlaveFileCallable<String> {
        private static final long serialVersionUID = 1L;
        private final String directory;
        private final String workspace;

        Find(String directory, String workspace) {
            this.directory = directory;
            this.workspace = workspace;
        }

        @Override
        public String invoke(File project, VirtualChannel channel) {
            String folder = GitCheckout.folderOf(project.toPath(), Path.of(workspace), Path.of(directory));
            return folder.isEmpty() ? "" : folder + "/";
        }
    }
}
