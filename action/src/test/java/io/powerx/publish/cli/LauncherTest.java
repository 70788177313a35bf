package io.powerx.publish.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.WINDOWS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a fake checkout. Its Maven only counts its calls and installs a jar that prints its arguments. */
@DisabledOnOs(WINDOWS)
class LauncherTest {
    private static final String ECHO = """
            package io.powerx.publish.cli;
            public class PxPlugin {
                public static void main(String[] arguments) {
                    for (String argument : arguments) {
                        System.out.println("argument <" + argument + "> exists " + new java.io.File(argument).exists());
                    }
                    if (System.getenv("SHOW_PROGRAM") != null) {
                        System.out.println("program <" + System.getProperty("px.program") + ">");
                    }
                    System.exit(arguments.length == 0 ? 0 : 7);
                }
            }
            """;

    private Path checkout;
    private Path tools;
    private Path calls;

    @BeforeEach
    void givenACheckout(@TempDir Path root) throws Exception {
        checkout = root.resolve("px publish für 插件");
        tools = root.resolve("tools");
        calls = root.resolve("calls");
        for (String module : List.of("shared-core", "sandbox", "action")) {
            Files.createDirectories(checkout.resolve(module).resolve("src/main/java"));
            Files.writeString(checkout.resolve(module).resolve("pom.xml"), "<project/>");
        }
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        Files.createDirectories(checkout.resolve("docs/examples/note-plugin"));
        Files.createDirectories(checkout.resolve("packaging"));
        for (String file : List.of("px-plugin", "packaging/jvm.options")) {
            Files.copy(Shell.REPOSITORY.resolve(file), checkout.resolve(file));
        }
        Path jar = echoJar(root);
        tool("mvn", """
                #!/bin/sh
                echo "$*" >>'%s'
                [ -z "${MAVEN_FAILS:-}" ] || { echo '[ERROR] no such symbol'; exit 1; }
                until [ -z "${MAVEN_AWAITS:-}" ] || [ -e "$MAVEN_AWAITS" ]; do sleep 0.1; done
                mkdir -p action/target/px-plugin/lib && cp '%s' action/target/px-plugin/lib/
                """.formatted(calls, jar));
    }

    @Test
    void the_first_run_builds_with_a_message_and_the_second_only_runs() throws Exception {
        Result first = run(Map.of(), checkout, "./px-plugin");
        Result second = run(Map.of(), checkout, "./px-plugin");

        assertThat(first.exitCode).as(first.err).isZero();
        assertThat(first.err).contains("building for the first use").contains("built in");
        assertThat(second.err).isEmpty();
        assertThat(builds()).isEqualTo(1);
        assertThat(Files.readString(calls)).contains("-DskipTests").contains("-pl action -am");
    }

    @Test
    void arguments_and_the_exit_code_are_passed_on_unchanged() throws Exception {
        run(Map.of(), checkout, "./px-plugin");
        Files.createFile(checkout.resolve("größe 文件"));

        Result result = run(Map.of("LC_ALL", "C"), checkout, "./px-plugin", "a b", "$(id)", "größe 文件", "*", "");

        assertThat(result.exitCode).isEqualTo(7);
        assertThat(result.out).isEqualTo("""
                        argument <a b> exists false
                        argument <$(id)> exists false
                        argument <größe 文件> exists true
                        argument <*> exists false
                        argument <> exists false
                        """);
    }

    @Test
    void the_program_learns_how_the_user_started_it(@TempDir Path elsewhere) throws Exception {
        Path inPath = Files.createSymbolicLink(tools.resolve("px-plugin"), checkout.resolve("px-plugin"));
        Map<String, String> shown = Map.of("SHOW_PROGRAM", "yes");

        assertThat(run(shown, checkout, "./px-plugin").out).isEqualTo("program <./px-plugin>\n");
        assertThat(run(shown, elsewhere, checkout.resolve("px-plugin").toString()).out)
                .isEqualTo("program <" + checkout + "/px-plugin>\n");
        assertThat(run(shown, elsewhere, "sh", "-c", "px-plugin").out).isEqualTo("program <px-plugin>\n");
        assertThat(run(shown, elsewhere, inPath.toString()).out).isEqualTo("program <px-plugin>\n");
    }

    @Test
    void a_changed_source_builds_again() throws Exception {
        run(Map.of(), checkout, "./px-plugin");
        Path source = Files.createFile(checkout.resolve("shared-core/src/main/java/New.java"));
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));

        Result result = run(Map.of(), checkout, "./px-plugin");

        assertThat(result.err).contains("a source has changed");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void the_launcher_runs_from_any_folder_and_through_a_link(@TempDir Path elsewhere) throws Exception {
        Path link = Files.createSymbolicLink(elsewhere.resolve("px"), checkout.resolve("px-plugin"));
        Path relative = Files.createSymbolicLink(elsewhere.resolve("px2"), Path.of("px"));

        assertThat(run(Map.of(), elsewhere, link.toString()).exitCode).isZero();
        assertThat(run(Map.of(), elsewhere, relative.toString()).exitCode).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void two_simultaneous_first_runs_build_once() throws Exception {
        // given a build that ends once the process that does not build has reported that it waits
        Path ready = tools.resolve("ready");

        // then
        assertThatTwoRunsBuildOnce(ready);
    }

    @Test
    void two_runs_that_find_the_same_stale_lock_build_once() throws Exception {
        // given a lock of a process that has died, and runs that try to take it over only once both have found it
        givenAStaleLock();
        Path found = Files.createDirectories(tools.resolve("found"));
        tool("ln", """
                #!/bin/sh
                touch '%1$s'/$PPID
                until [ "$(ls '%1$s' | wc -l)" -ge 2 ]; do sleep 0.1; done
                exec /bin/ln "$@"
                """.formatted(found));

        // then
        assertThatTwoRunsBuildOnce(tools.resolve("ready"));
        assertThat(found.toFile().list()).hasSize(2);
        assertThat(checkout.resolve("action/target/px-plugin.lock")).doesNotExist();
    }

    private void assertThatTwoRunsBuildOnce(Path ready) throws Exception {
        List<CompletableFuture<String>> logs = new ArrayList<>();
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Process process = start(Map.of("MAVEN_AWAITS", ready.toString()), checkout, "./px-plugin");
            processes.add(process);
            logs.add(CompletableFuture.supplyAsync(() -> read(process, line -> {
                if (line.contains("another px-plugin is building")) {
                    touch(ready);
                }
            })));
        }
        for (int i = 0; i < 2; i++) {
            assertThat(processes.get(i).waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(processes.get(i).exitValue()).as(logs.get(i).join()).isZero();
        }
        assertThat(logs.get(0).join() + logs.get(1).join()).contains("another px-plugin is building");
        assertThat(builds()).isEqualTo(1);
    }

    private static String read(Process process, Consumer<String> listener) {
        StringBuilder seen = new StringBuilder();
        try (BufferedReader log = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                seen.append(line).append('\n');
                listener.accept(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seen.toString();
    }

    private static void touch(Path file) {
        try {
            Files.createFile(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_stale_lock_of_a_build_is_ignored() throws Exception {
        givenAStaleLock();

        assertThat(run(Map.of(), checkout, "./px-plugin").exitCode).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    private void givenAStaleLock() throws Exception {
        Path lock = Files.createDirectories(checkout.resolve("action/target/px-plugin.lock"));
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createSymbolicLink(lock.resolve("owner.1"), Path.of(Long.toString(dead.pid())));
    }

    @Test
    void a_failed_build_shows_its_last_lines_and_the_next_run_builds_again() throws Exception {
        Result failed = run(Map.of("MAVEN_FAILS", "1"), checkout, "./px-plugin");
        Result again = run(Map.of(), checkout, "./px-plugin");

        assertThat(failed.exitCode).isEqualTo(1);
        assertThat(failed.err).contains("[ERROR] no such symbol").contains("build.log");
        assertThat(again.exitCode).as(again.err).isZero();
    }

    @Test
    void a_missing_or_outdated_java_is_an_error() throws Exception {
        Path empty = Files.createDirectories(tools.resolve("empty"));
        Path old = Files.createDirectories(tools.resolve("old/bin"));
        executable(old.resolve("java"), "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");

        Result missing = run(Map.of("JAVA_HOME", empty.toString()), checkout, "./px-plugin");
        Result tooOld = run(Map.of("JAVA_HOME", old.getParent().toString()), checkout, "./px-plugin");

        assertThat(missing.exitCode).isEqualTo(1);
        assertThat(missing.err).contains("JAVA_HOME is " + empty);
        assertThat(tooOld.exitCode).isEqualTo(1);
        assertThat(tooOld.err).contains("is Java 11; a JDK, 17 or newer, is needed");
        assertThat(calls).doesNotExist();
    }

    @Test
    void the_windows_launcher_has_the_same_settings() throws Exception {
        String posix = Files.readString(Shell.REPOSITORY.resolve("px-plugin"));
        String windows = Files.readString(Shell.REPOSITORY.resolve("px-plugin.cmd"));

        Pattern build = Pattern.compile("-B -q [^>\\\\()]*");
        var ours = build.matcher(posix);
        var theirs = build.matcher(windows);
        assertThat(ours.find() && theirs.find()).isTrue();
        assertThat(theirs.group().strip()).isEqualTo(ours.group().strip());
        assertThat(windows.replace("\r\n", ""))
                .as("every line ends as cmd.exe needs it")
                .doesNotContain("\n");
    }

    private long builds() throws IOException {
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    private void tool(String name, String script) throws IOException {
        Files.createDirectories(tools);
        executable(tools.resolve(name), script);
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path echoJar(Path root) throws IOException {
        Path source = Files.createDirectories(root.resolve("echo")).resolve("PxPlugin.java");
        Files.writeString(source, ECHO);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", source.getParent().toString(), source.toString());
        assertThat(failed).isZero();
        Path jar = root.resolve("echo.jar");
        String entry = "io/powerx/publish/cli/PxPlugin.class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(entry));
            out.write(Files.readAllBytes(source.resolveSibling(entry)));
        }
        return jar;
    }

    private Result run(Map<String, String> environment, Path folder, String... command) throws Exception {
        return result(start(environment, folder, command));
    }

    private Process start(Map<String, String> environment, Path folder, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> changed = new TreeMap<>(Map.of(
                "PATH", tools + ":/usr/bin:/bin", "JAVA_HOME", System.getProperty("java.home"), "LC_ALL", "C.UTF-8"));
        changed.putAll(environment);
        builder.environment().clear();
        builder.environment().putAll(changed);
        return builder.start();
    }

    private static Result result(Process process) throws Exception {
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Result(process.exitValue(), out, err);
    }

    private record Result(int exitCode, String out, String err) {}
}
