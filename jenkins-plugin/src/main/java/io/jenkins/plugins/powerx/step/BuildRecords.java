package io.jenkins.plugins.powerx.step;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Fingerprint;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.Fingerprinter;
import io.powerx.publish.pack.PackedArtifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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

    /** Archives the package itself, from the machine that holds it. */
    void archivePackage(FilePath output, PackedArtifacts packed) throws IOException, InterruptedException {
        String name = packed.packageFile().artifact().name();
        archive(output, Map.of(name, name));
    }

    private void archive(FilePath folder, Map<String, String> names) throws IOException, InterruptedException {
        Launcher launcher = folder.createLauncher(log);
        run.pickArtifactManager().archive(folder, launcher, new BuildListenerAdapter(log), names);
    }

    /** Lets a package be traced to the builds that made and used it. */
    void fingerprint(FilePath output, PackedArtifacts packed) throws IOException, InterruptedException {
        String name = packed.packageFile().artifact().name();
        String digest = output.child(name).digest();
        Fingerprint fingerprint = Jenkins.get().getFingerprintMap().getOrCreate(run, name, digest);
        fingerprint.addFor(run);
        Map<String, String> digests = Map.of(name, digest);
        Fingerprinter.FingerprintAction known = run.getAction(Fingerprinter.FingerprintAction.class);
        if (known == null) {
            run.addAction(new Fingerprinter.FingerprintAction(run, digests));
        } else {
            known.add(digests);
        }
    }
}
