package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.powerx.config.CoreTexts;
import io.powerx.publish.event.Quantities;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A published file. */
@ExportedBean(defaultVisibility = 2)
public final class ReleaseArtifact {
    private final String name;
    private final String role;
    private final long size;
    private final String sha256;

    @CheckForNull
    private final String platform;

    ReleaseArtifact(String name, String role, @CheckForNull String platform, long size, String sha256) {
        this.platform = platform;
        this.name = name;
        this.role = role;
        this.size = size;
        this.sha256 = sha256;
    }

    @Exported
    public String getName() {
        return name;
    }

    @Exported
    public String getRole() {
        return role;
    }

    /** Such as {@code linux-amd64}; {@code any} or null if it is not for a particular one. */
    @CheckForNull
    @Exported
    public String getPlatform() {
        return platform;
    }

    /** The role in the language of the user. */
    public String getRoleText() {
        return CoreTexts.word(CoreTexts.Kind.ROLE, role);
    }

    /** Bytes. */
    @Exported
    public long getSize() {
        return size;
    }

    @Exported
    public String getSha256() {
        return sha256;
    }

    /** The size with a unit. */
    public String getReadableSize() {
        return Quantities.size(size);
    }
}
