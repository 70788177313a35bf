package io.jenkins.plugins.powerx.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import jenkins.MasterToSlaveFileCallable;

/** Where a project stands in its repository, which is what a code host needs to place annotations. */
public final class RepositoryFolder {
    private static final Pattern FIT = Pattern.compile("(?!.*\\.\\.)[^/\\\\:\\p{Cntrl}][^\\\\:\\p{Cntrl}]{0,999}/");

    private RepositoryFolder() {}

    /**
     * The project's folder below the nearest one of the workspace that holds {@code .git}, or below the directory of the step where there
     * is none. What lies above the workspace is somebody else's.
     *
     * @param workspace that the directory is in; null where nobody knows
     * @return with a slash at its end, or nothing for the root; also where the agent cannot say
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
            Path start = normal(project.getPath());
            Path root = normal(directory);
            Path top = normal(workspace);
            for (Path folder = start; folder != null && folder.startsWith(top); folder = folder.getParent()) {
                if (Files.exists(folder.resolve(".git"))) {
                    root = folder;
                    break;
                }
            }
            String relative = root.relativize(start).toString().replace(File.separatorChar, '/');
            return relative.isEmpty() ? "" : relative + "/";
        }

        private static Path normal(String path) {
            return Path.of(path).toAbsolutePath().normalize();
        }
    }
}
