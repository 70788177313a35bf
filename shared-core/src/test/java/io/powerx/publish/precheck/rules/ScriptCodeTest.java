package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.precheck.PluginProject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DIR=$(dirname \"$0\"); exec python3 \"$DIR/../app/main.py\"",
                "cd \"$DIR/..\" && exec python3 -u -m app.main",
                "cd backend && exec uvicorn app.main:app --port 0",
                "exec gunicorn -k uvicorn.workers.UvicornWorker \"app.main:app\"",
                "exec node --enable-source-maps \"$DIR/../app\"",
                "exec node \"$DIR/../app/index\"",
                ". \"$DIR/../app/environment\"",
                "exec \"$DIR/../app/core\" \"$@\"",
                "exec npx tsx ${DIR}/../app/main.ts",
                "exec java -jar \"$DIR/../app/app.jar\""
            })
    void whatever_a_shell_script_starts_has_to_be_packed(String command) {
        PluginProject project = project()
                .executable("backend/bin/plugin", "#!/bin/sh\n" + command + "\n")
                .file("backend/app/main.py", "")
                .file("backend/app/main.ts", "")
                .file("backend/app/index.js", "")
                .file("backend/app/environment", "")
                .file("backend/app/core", "")
                .file("backend/app/app.jar", "");

        assertThat(project.places(RULE)).containsExactly("error backend/bin/plugin:2:1");
        assertThat(project.include("backend/app/**").places(RULE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec \"$DIR/core\" # was ../app/main.py",
                "[ -f \"$DIR/../app/environment\" ] && . \"$DIR/../app/environment\""
            })
    void what_a_shell_script_mentions_or_checks_is_no_finding(String command) {
        PluginProject project = project()
                .executable("backend/bin/plugin", "#!/bin/sh\n" + command + "\nexec python3 ../app/started.py\n")
                .file("backend/app/main.py", "")
                .file("backend/app/environment", "")
                .file("backend/app/started.py", "");

        assertThat(project.places(RULE)).containsExactly("error backend/bin/plugin:3:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import {\n  a\n} from\n  '../lib/a.js'",
                "await import(`../lib/a.js`)",
                "new Worker(new URL('../lib/a.js', import.meta.url))",
                "fork(require.resolve('../lib/a.js'))",
                "readFileSync(path.join(__dirname, '..', 'lib', 'a.js'))"
            })
    void every_way_of_node_to_load_a_file_is_known(String code) {
        PluginProject project = entry("server/bin/main.mjs", code).file("server/lib/a.js", "");

        assertThat(project.messages(RULE)).singleElement().asString().contains("loads server/lib/a.js");
        assertThat(project.include("server/lib/**").places(RULE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/*\n * The old one:\nrequire('../lib/a.js')\n*/",
                "run() // require('../lib/a.js')",
                "console.log(\"use require('../lib/a.js')\")",
                "readFileSync(path.join(__dirname, '../lib/.env'))"
            })
    void comments_and_texts_of_node_load_nothing(String code) {
        PluginProject project = entry("server/bin/main.mjs", code + "\nrequire('../lib/b.js')\n")
                .file("server/lib/a.js", "")
                .file("server/lib/.env", "")
                .file("server/lib/b.js", "");

        assertThat(project.messages(RULE)).singleElement().asString().contains("loads server/lib/b.js");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from lib import (\n    b,\n    a,\n)",
                "sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..'))\nfrom other import a",
                "sys.path.append(str(Path(__file__).parent.parent))\nimport other.a",
                "open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'lib', 'a.py'))",
                "text = (Path(__file__).parent / 'lib' / 'a.py').read_text()"
            })
    void every_way_of_python_to_load_a_file_is_known(String code) {
        PluginProject project =
                entry("server/main.py", code + "\n").file("server/lib/a.py", "").file("other/a.py", "");

        assertThat(project.messages(RULE))
                .singleElement()
                .asString()
                .containsPattern("loads (?:server/lib|other)/a.py");
    }

    @Test
    void the_documentation_of_a_python_module_loads_nothing() {
        PluginProject project = entry("server/main.py", "\"\"\"Usage\n\nimport example\n\"\"\"\nimport used\n")
                .file("server/example.py", "")
                .file("server/used.py", "");

        assertThat(project.places(RULE)).containsExactly("error server/main.py:5:1");
    }

    @ParameterizedTest
    @CsvSource({"plugin.js, import", "plugin.js, parts", "plugin.py, parts", "plugin.sh, servers"})
    @Timeout(60)
    void scripts_that_search_patterns_match_in_many_ways_are_read_in_bounded_time(String name, String kind) {
        String text =
                switch (kind) {
                    case "import" -> "import" + " ".repeat(500_000);
                    case "parts" -> "join(__dirname, dirname(__file__)," + ("'a'" + " ".repeat(500)).repeat(20);
                    default -> "#!/bin/sh\n" + "uvicorn ".repeat(60_000);
                };

        assertThat(entry("backend/" + name, text).places(RULE)).isEmpty();
    }
}
