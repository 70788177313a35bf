package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.plugin.ProjectFolder;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.yaml.YamlDocument;
import java.util.Optional;

/** Reads the YAML files of a plugin other than its manifest. */
final class YamlFiles {
    private YamlFiles() {}

    /** Reads a file; empty if it cannot be read, which becomes a finding. */
    static Optional<YamlDocument> read(ProjectFolder folder, String file, Findings findings) {
        try {
            return Optional.of(folder.yaml(file));
        } catch (PublishException e) {
            findings.add(
                    file + " cannot be read: " + e.found(),
                    "Correct the file at this location.",
                    e.location().orElse(SourceLocation.ofFile(file)));
            return Optional.empty();
        }
    }
}
