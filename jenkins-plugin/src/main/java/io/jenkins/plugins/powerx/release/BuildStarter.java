package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Cause;
import hudson.model.Run;
import hudson.scm.ChangeLogSet;
import io.jenkins.plugins.powerx.Messages;
import io.powerx.publish.secret.ForeignText;
import java.util.List;
import java.util.Optional;
import jenkins.scm.RunWithSCM;

/** Who published with a build: the user who started it, otherwise the author of its newest change, otherwise what triggered it. */
final class BuildStarter {
    private static final int LIMIT = 100;
    private static final int MAX_CHAIN = 20;

    private BuildStarter() {}

    /** Null if nothing is known. Never contains the name of another job, which the reader of this one may not know. */
    @CheckForNull
    static String of(@NonNull Run<?, ?> run) {
        String text = user(run.getCauses(), MAX_CHAIN)
                .or(() -> author(run))
                .or(() -> run.getCauses().stream().findFirst().map(BuildStarter::trigger))
                .orElse("");
        String shown = ForeignText.oneLine(text, LIMIT);
        return shown.isEmpty() ? null : shown;
    }

    private static Optional<String> user(List<? extends Cause> causes, int depth) {
        for (Cause cause : causes) {
            if (cause instanceof Cause.UserIdCause user && user.getUserId() != null) {
                return Optional.ofNullable(user.getUserName());
            }
            if (cause instanceof Cause.UpstreamCause upstream && depth > 0) {
                Optional<String> user = user(upstream.getUpstreamCauses(), depth - 1);
                if (user.isPresent()) {
                    return user;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> author(Run<?, ?> run) {
        if (!(run instanceof RunWithSCM<?, ?> changed)) {
            return Optional.empty();
        }
        String author = null;
        for (ChangeLogSet<? extends ChangeLogSet.Entry> changes : changed.getChangeSets()) {
            for (ChangeLogSet.Entry change : changes) {
                author = change.getAuthor().getDisplayName();
            }
        }
        return Optional.ofNullable(author);
    }

    private static String trigger(Cause cause) {
        return cause instanceof Cause.UpstreamCause ? Messages.BuildStarter_Upstream() : cause.getShortDescription();
    }
}
