package io.powerx.publish.docs;

import io.powerx.publish.scaffold.Ci;
import io.powerx.publish.scaffold.Scaffold;

/** The CI files that px-plugin init writes, so that CI lints the one for GitHub. */
final class ScaffoldPages {
    private ScaffoldPages() {}

    static Page workflow() {
        return new Page("examples/workflows/px-plugin.yml", Scaffold.example(Ci.GITHUB));
    }

    static Page jenkinsfile() {
        return new Page("examples/Jenkinsfile", Scaffold.example(Ci.JENKINS));
    }
}
