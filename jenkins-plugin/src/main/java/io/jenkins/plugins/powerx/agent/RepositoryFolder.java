package io.jenkins.plugins.powerx.agent;

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
     * The project's folder below the nearest one that holds {@code .git}, or below the directory of the step where there is none.
     *
     * @return with a slash at its end, or nothing for the root; also where the agent cannot say
     */
    public static String of(@NonNull FilePath project, @NonNull FilePath directory) throws InterruptedException {
        try {
            String found = project.act(new Find(directory.getRemote()));
            return FIT.matcher(found).matches() ? found : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static final class Find extends MasterToSlaveFileCallable<String> {
        private static final long serialVersionUID = 1L;
        private final String directory;

        Find(String directory) {
            this.directory = directory;
        }

        @Override
        public String invoke(File project, VirtualChannel channel) {
            Path start = project.toPath().toAbsolutePath().normalize();
            Path root = Path.of(directory).toAbsolutePath().normalize();
            for (Path folder = start; folder != null; folder = folder.getParent()) {
                if (Files.exists(folder.resolve(".git"))) {
                    root = folder;
                    break;
                }
            }
            String relative = root.relativize(start).toString().replace(File.separatorChar, '/');
            return relative.isEmpty() ? "" : relative + "/";
        }
    }
}
