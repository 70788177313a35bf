package io.jenkins.plugins.powerx.step;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Fingerprint;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.Fingerprinter;
import io.jenkins.plugins.powerx.release.BuildPresence;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.pack.PackedArtifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import jenkins.model.Jenkins;
import jenkins.util.BuildListenerAdapter;

/** The archived files and fingerprints of a publish. */
final class BuildRecords {
    private final Run<?, ?> run;
    private final TaskListener log;

    BuildRecords(Run<?, ?> run, TaskListener log) {
        this.run = run;
        this.log = log;
    }

    /**
     * Archives files of a folder on the controller. This works even if the agent is offline.
     *
     * @param names name in the archive to name in the folder; missing files are skipped
     */
    void archive(Path folder, Map<String, String> names) throws IOException, InterruptedException {
        Map<String, String> present = new LinkedHashMap<>();
        names.forEach((archived, file) -> {
            if (Files.exists(folder.resolve(file))) {
                present.put(archived, file);
            }
        });
        if (!present.isEmpty()) {
            archive(new FilePath(folder.toFile()), present);
        }
    }

    /** Archives the packages from the machine that packed them. */
    void archivePackages(FilePath output, PackedArtifacts packed) throws IOException, InterruptedException {
        Map<String, String> names = new LinkedHashMap<>();
        packed.packages()
                .forEach(each ->
                        names.put(each.artifact().name(), each.artifact().name()));
        archive(output, names);
    }

    private void archive(FilePath folder, Map<String, String> names) throws IOException, InterruptedException {
        synchronized (run) {
            if (!BuildPresence.isPresent(run)) {
                return;
            }
        }
        Launcher launcher = folder.createLauncher(log);
        run.pickArtifactManager().archive(folder, launcher, new BuildListenerAdapter(log), names);
    }

    /** Fingerprints the packages, so that Jenkins finds the builds that created and used them. */
    void fingerprint(FilePath output, PackedArtifacts packed) throws IOException, InterruptedException {
        Map<String, String> digests = new LinkedHashMap<>();
        for (PackedArtifact each : packed.packages()) {
            String name = each.artifact().name();
            String digest = output.child(name).digest();
            Fingerprint fingerprint = Jenkins.get().getFingerprintMap().getOrCreate(run, name, digest);
            fingerprint.addFor(run);
            digests.put(name, digest);
        }
        Fingerprinter.FingerprintAction known = run.getAction(Fingerprinter.FingerprintAction.class);
        if (known == null) {
            run.addAction(new Fingerprinter.FingerprintAction(run, digests));
        } else {
            known.add(digests);
        }
    }
}
