package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.powerx.agent.AgentWorkbench;
import io.jenkins.plugins.powerx.agent.LostAgent;
import io.powerx.publish.config.FailOn;
import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.stage.SharedSignatures;
import io.powerx.publish.workbench.SharedWorkbench;
import io.powerx.publish.workbench.Workbench;
import java.io.IOException;
import java.time.Clock;

/**
 * The packages and signatures of a step, which are made once for all its destinations. They exist while the step works; what it publishes
 * after a wait or a restart is built again. The destinations also share the secrets that must not appear anywhere.
 */
final class StepBuild implements AutoCloseable {
    private final Run<?, ?> run;

    @CheckForNull
    private final FilePath directory;

    private final TaskListener log;
    private final PxPublishStep step;
    private final String id;
    private final SharedSignatures signatures = new SharedSignatures();
    private final Redactor redactor = new Redactor();

    @CheckForNull
    private Files files;

    /** The folder for packages, and the work on it. */
    private record Files(FilePath project, FilePath output, AgentWorkbench agent, Workbench shared) {}

    /**
     * @param directory of the step; null if the agent is away
     * @param id distinguishes this use of the step from others in the same build
     */
    StepBuild(Run<?, ?> run, @CheckForNull FilePath directory, TaskListener log, PxPublishStep step, String id) {
        this.run = run;
        this.directory = directory;
        this.log = log;
        this.step = step;
        this.id = id;
    }

    /**
     * The directory of the step.
     *
     * @throws IOException if the agent is away
     */
    FilePath directory() throws IOException {
        if (directory == null) {
            throw new IOException("the agent is away");
        }
        return directory;
    }

    /**
     * The folder of the plugin.
     *
     * @throws io.powerx.publish.error.PublishException if the step has a path that leads out of its directory
     */
    FilePath project() throws IOException, InterruptedException {
        return files().project();
    }

    /** Work on the files of the project; see {@link #project} for its errors. */
    Workbench workbench() throws IOException, InterruptedException {
        return files().shared();
    }

    SharedSignatures signatures() {
        return signatures;
    }

    /** Knows the secrets of all destinations that had their turn. */
    Redactor redactor() {
        return redactor;
    }

    /** Fingerprints the packages, and archives them if the step asks for that. */
    void record(BuildRecords records) throws IOException, InterruptedException {
        PackedArtifacts packed = files().agent().packed();
        records.fingerprint(files().output(), packed);
        if (step.isArchivePackage() && !packed.packages().isEmpty()) {
            records.archivePackages(files().output(), packed);
        }
    }

    private Files files() throws IOException, InterruptedException {
        Files known = files;
        if (known == null) {
            known = open();
            files = known;
        }
        return known;
    }

    private Files open() throws IOException, InterruptedException {
        FilePath project = WorkspacePaths.project(directory(), step);
        FilePath output = temporary().child("powerx-publish-" + run.getNumber() + "-" + id);
        AgentWorkbench agent = new AgentWorkbench(
                project,
                WorkspacePaths.build(directory(), step),
                output,
                FailOn.WARNING.wireName().equals(step.getFailOn()));
        return new Files(project, output, agent, new SharedWorkbench(agent));
    }

    private FilePath temporary() throws IOException {
        FilePath folder = WorkspaceList.tempDir(directory());
        if (folder == null) {
            throw new IOException("there is no folder for temporary files next to " + directory);
        }
        return folder;
    }

    /** Removes the packages, unless the build was stopped, or the agent is away. */
    @Override
    public void close() throws InterruptedException {
        Files known = files;
        files = null;
        if (known == null || Thread.currentThread().isInterrupted()) {
            return;
        }
        try {
            known.output().deleteRecursive();
        } catch (IOException e) {
            if (!LostAgent.isCauseOf(e)) {
                new ConsoleListener(log, Clock.systemUTC())
                        .print("warning: could not remove "
                                + redactor.redact(known.output().getRemote() + ": " + e));
            }
        }
    }
}
