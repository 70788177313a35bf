package io.jenkins.plugins.powerx.step;

import io.powerx.publish.config.PublishFile;
import io.powerx.publish.workbench.Workbench;
import java.nio.charset.StandardCharsets;

/** The project's publish.yml, read where the project is. */
final class ProjectFile {
    private static final int LIMIT = 1 << 20;

    private ProjectFile() {}

    static PublishFile read(Workbench workbench) {
        return workbench
                .read(PublishFile.NAME, LIMIT)
                .map(bytes -> PublishFile.parse(PublishFile.NAME, new String(bytes, StandardCharsets.UTF_8)))
                .orElseGet(PublishFile::defaults);
    }
}
