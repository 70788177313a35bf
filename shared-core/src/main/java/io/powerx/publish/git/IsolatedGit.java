package io.powerx.publish.git;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/** Makes JGit read only the repository: neither the machine's nor the user's configuration, and no program is started to find them. */
final class IsolatedGit extends SystemReader.Delegate {
    private static final StoredConfig NO_CONFIG = new InMemoryConfig();

    private IsolatedGit(SystemReader machine) {
        super(machine);
    }

    /** Takes effect for the JGit of this class loader. */
    static void install() {
        SystemReader machine = SystemReader.getInstance();
        if (!(machine instanceof IsolatedGit)) {
            SystemReader.setInstance(new IsolatedGit(machine));
        }
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new NoFile(parent, fs);
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        return new NoFile(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return new NoFile(parent, fs);
    }

    @Override
    public StoredConfig getSystemConfig() {
        return NO_CONFIG;
    }

    @Override
    public StoredConfig getUserConfig() {
        return NO_CONFIG;
    }

    @Override
    public StoredConfig getJGitConfig() {
        return NO_CONFIG;
    }

    /** JGit otherwise writes files into the repository to measure how exact its file times are. */
    private static final class InMemoryConfig extends StoredConfig {
        /** The least exact times of any file system, those of FAT. */
        private static final long RESOLUTION_SECONDS = 2;

        @Override
        public long getTimeUnit(
                String section, @Nullable String subsection, String name, long defaultValue, TimeUnit wantUnit) {
            return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
                    ? wantUnit.convert(RESOLUTION_SECONDS, TimeUnit.SECONDS)
                    : super.getTimeUnit(section, subsection, name, defaultValue, wantUnit);
        }

        @Override
        public void load() {}

        @Override
        public void save() {}
    }

    private static final class NoFile extends FileBasedConfig {
        NoFile(@Nullable Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {}

        @Override
        public void save() {}

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
