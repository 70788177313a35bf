package io.jenkins.plugins.powerx.step;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Fingerprint;
import hudson.model.FingerprintMap;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.Fingerprinter;
import io.powerx.publish.pack.ArtifactRole;
import io.powerx.publish.pack.PackedArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import jenkins.util.BuildListenerAdapter;

/** What a publish leaves with its build beside the release: archived files and fingerprints. */
final class BuildRecords {
    private final Run<?, ?> run;
    private final TaskListener log;

    BuildRecords(Run<?, ?> run, TaskListener log) {
        this.run = run;
        this.log = log;
    }

    /**
     * Archives files of a folder on the controller, which works when the agent is gone, too.
     *
     * @param names name in the archive to name in the folder; files that are not there are left out
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

    /** Archives the packages themselves, from the machine that holds them. */
    void archivePackages(FilePath output, List<PackedArtifact> packed) throws IOException, InterruptedException {
        Map<String, String> names = new LinkedHashMap<>();
        for (PackedArtifact artifact : packed) {
            if (artifact.artifact().role() == ArtifactRole.PACKAGE) {
                names.put(artifact.artifact().name(), artifact.artifact().name());
            }
        }
        archive(output, names);
    }

    private void archive(FilePath folder, Map<String, String> names) throws IOException, InterruptedException {
        Launcher launcher = folder.createLauncher(log);
        run.pickArtifactManager().archive(folder, launcher, new BuildListenerAdapter(log), names);
    }

    /** Lets a package be traced to the builds that made and used it. */
    void fingerprint(FilePath output, List<PackedArtifact> packed) throws IOException, InterruptedException {
        FingerprintMap map = Jenkins.get().getFingerprintMap();
        Map<String, String> digests = new LinkedHashMap<>();
        for (PackedArtifact artifact : packed) {
            if (artifact.artifact().role() == ArtifactRole.PACKAGE) {
                String name = artifact.artifact().name();
                String digest = output.child(name).digest();
                Fingerprint fingerprint = map.getOrCreate(run, name, digest);
                fingerprint.addFor(run);
                digests.put(name, digest);
            }
        }
        Fingerprinter.FingerprintAction known = run.getAction(Fingerprinter.FingerprintAction.class);
        if (known == null) {
            run.addAction(new Fingerprinter.FingerprintAction(run, digests));
        } else {
            known.add(digests);
        }
    }
}
