package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.precheck.PluginProject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PX-F005: interpreted back ends are packed with their code. */
class ScriptCodeTest {
    private static final String RULE = "PX-F005";

    @TempDir
    Path folder;

    private PluginProject project() {
        return PluginProject.in(folder);
    }

    private PluginProject entry(String path, String text) {
        return project().manifest("entry: backend/bin/plugin", "entry: " + path).executable(path, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec python3 \"$(dirname \"$0\")/../app/main.py\" \"$@\"",
                "cd \"$POWERX_PLUGIN_ROOT\" && exec python3 backend/app/main.py",
                "exec python3 ${HERE}/../app/main.py"
            })
    void a_shell_script_that_starts_a_program_outside_the_package_is_an_error(String command) {
        PluginProject project = project()
                .executable("backend/bin/plugin", "#!/bin/sh\nset -e\n" + command + "\n")
                .file("backend/app/main.py", "import os\n");
        assertThat(project.places(RULE)).containsExactly("error backend/bin/plugin:3:1");
        assertThat(project.messages(RULE).get(0))
                .startsWith("backend/bin/plugin loads backend/app/main.py, which is not packed (");
        assertThat(project.include("backend/app/**").places(RULE)).isEmpty();
    }

    @Test
    void modules_of_python_are_followed() {
        PluginProject project = entry(
                        "backend/app/main.py",
                        "#!/usr/bin/env python3\nimport os, settings\nfrom services import notes, users\nfrom . import extra\n")
                .file("backend/app/settings.py", "")
                .file("backend/app/services/__init__.py", "")
                .file("backend/app/services/notes.py", "from .store import open_store\n")
                .file("backend/app/services/store.py", "")
                .file("backend/app/services/users.py", "")
                .file("backend/app/extra.py", "");
        assertThat(project.places(RULE))
                .containsExactlyInAnyOrder(
                        "error backend/app/main.py:2:1",
                        "error backend/app/main.py:3:1",
                        "error backend/app/main.py:3:1",
                        "error backend/app/main.py:3:1",
                        "error backend/app/main.py:4:1");
        assertThat(project.include("backend/app/*.py", "backend/app/services/[_nu]*.py")
                        .messages(RULE))
                .singleElement()
                .asString()
                .startsWith("backend/app/services/notes.py loads backend/app/services/store.py");
        assertThat(project.include("backend/app/**").places(RULE)).isEmpty();
    }

    @Test
    void modules_of_node_are_followed() {
        PluginProject project = entry("server/main.mjs", """
                        #!/usr/bin/env node
                        import http from 'node:http'
                        import { a } from './lib/a.js'
                        const b = require('./lib/b')
                        await import('../shared/c.mjs')
                        import './missing.js'
                        """)
                .file("server/lib/a.js", "export * from './deep/d.js'\n")
                .file("server/lib/deep/d.js", "")
                .file("server/lib/b/index.js", "")
                .file("shared/c.mjs", "");
        assertThat(project.places(RULE))
                .containsExactly("error server/main.mjs:3:1", "error server/main.mjs:4:1", "error server/main.mjs:5:1");
        assertThat(project.include("server/lib/a.js", "server/lib/b/**", "shared/**")
                        .messages(RULE))
                .singleElement()
                .asString()
                .startsWith("server/lib/a.js loads server/lib/deep/d.js");
        assertThat(project.include("server/**", "shared/**").places(RULE)).isEmpty();
    }

    @Test
    void modules_that_are_installed_in_the_project_have_to_be_packed() {
        PluginProject project = entry(
                        "server/main.mjs",
                        "#!/usr/bin/env node\nimport x from 'express'\nimport y from '@acme/log/sub'\n")
                .file("node_modules/express/index.js", "")
                .file("node_modules/@acme/log/index.js", "");
        assertThat(project.messages(RULE)).hasSize(2).allMatch(message -> message.contains("node_modules/"));
    }

    @Test
    void an_ignore_rule_that_removes_code_of_the_front_end_is_shown() {
        PluginProject project = project()
                .manifestWith("frontend: { admin: { kind: process, process: { entry: node,"
                        + " args: [./web-admin/.output/server/index.mjs] } } }\n")
                .file("web-admin/.output/server/index.mjs", "import './chunks/app.mjs'\n")
                .file("web-admin/.output/server/chunks/app.mjs", "");
        assertThat(project.places(RULE)).isEmpty();
        assertThat(project.ignore("chunks/").messages(RULE))
                .containsExactly("web-admin/.output/server/index.mjs loads web-admin/.output/server/chunks/app.mjs,"
                        + " which is not packed (artifacts.ignore has \"chunks/\")");
    }

    @Test
    void comments_programs_and_unknown_modules_are_not_findings() {
        PluginProject project = project()
                .file("backend/app/main.py", "")
                .executable("backend/bin/plugin", "#!/bin/sh\n# ../app/main.py was the old one\nexec java -version\n");
        assertThat(project.places(RULE)).isEmpty();
        assertThat(project.executable("backend/bin/plugin", "\u007fELF ../app/main.py")
                        .places(RULE))
                .isEmpty();
        assertThat(entry("backend/main.py", "import numpy\nfrom fastapi import FastAPI\n")
                        .places(RULE))
                .isEmpty();
    }
}
