package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import jenkins.model.Jenkins;

/** Whether a build still exists. Writing its record after its deletion, such as after a slow request, would bring it back. */
public final class BuildPresence {
    private BuildPresence() {}

    /** Call it with the lock of the build, which its deletion takes too, and write before you release the lock. */
    public static boolean isPresent(@NonNull Run<?, ?> run) {
        if (!run.getRootDir().isDirectory()) {
            return false;
        }
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            return Jenkins.get().getItemByFullName(run.getParent().getFullName()) == run.getParent();
        }
    }
}
