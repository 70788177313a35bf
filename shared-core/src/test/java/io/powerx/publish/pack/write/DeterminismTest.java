package io.powerx.publish.pack.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.pack.EntryName;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.pack.read.PackageReader;
import io.powerx.publish.testing.ExternalTool;
import io.powerx.publish.testing.Packer;
import io.powerx.publish.testing.SampleProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same content results in the same package, at any place and time. */
class DeterminismTest {
    @ParameterizedTest
    @EnumSource(PackageFormat.class)
    @DisabledOnOs(OS.WINDOWS)
    void mtime_umask_locale_time_zone_and_folder_name_do_not_matter(PackageFormat format, @TempDir Path temp)
            throws IOException {
        Path first = new SampleProject(temp.resolve("one")).root();
        Path here = Packer.pack(first, SampleProject.request(format), temp.resolve("out 1"));

        Path second = temp.resolve("another place");
        ExternalTool.run(temp, "sh", "-c", "umask 077; cp -r one \"$0\"", second.toString())
                .succeeded();
        touchEverything(second);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(
                "sh",
                "-c",
                "umask 027; exec \"$@\"",
                "sh",
                java,
                "-Duser.language=tr",
                "-cp",
                System.getProperty("java.class.path"),
                Packer.class.getName(),
                ".",
                "../out 2",
                format.name());
        ExternalTool.run(second, Map.of("LC_ALL", plainestLocale(), "TZ", "Asia/Kathmandu"), command)
                .succeeded();

        assertThat(temp.resolve("out 2").resolve(here.getFileName())).hasSameBinaryContentAs(here);
    }

    /** The other JDK is in PX_TEST_JDK; CI sets it if it finds one. */
    @Test
    void the_number_of_processors_and_the_jdk_do_not_matter(@TempDir Path temp) throws IOException {
        SampleProject project = new SampleProject(temp.resolve("project"));
        project.file("assets/mixed.bin", mixed());
        Path here = Packer.pack(project.root(), SampleProject.request(), temp.resolve("here"));
        List<String> homes = Stream.of(System.getProperty("java.home"), System.getenv("PX_TEST_JDK"))
                .filter(home -> home != null && !home.isBlank())
                .toList();

        for (String home : homes) {
            for (int processors : new int[] {1, 2, 8}) {
                Path output = temp.resolve("out-" + homes.indexOf(home) + "-" + processors);
                ExternalTool.run(
                                project.root(),
                                Path.of(home, "bin", "java").toString(),
                                "-XX:ActiveProcessorCount=" + processors,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Packer.class.getName(),
                                ".",
                                output.toString(),
                                "PXP")
                        .succeeded();
                assertThat(output.resolve(here.getFileName()))
                        .as(home + " with " + processors + " processors")
                        .hasSameBinaryContentAs(here);
            }
        }
    }

    /** A JVM in the C locale cannot load classes from a folder whose name is not ASCII. */
    private static String plainestLocale() {
        boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(System.getProperty("user.dir"));
        return ascii ? "C" : "C.UTF-8";
    }

    @Test
    void a_file_of_many_blocks_is_one_stream_that_gzip_and_python_read(@TempDir Path temp) throws IOException {
        SampleProject project = new SampleProject(temp.resolve("project"));
        project.file("assets/mixed.bin", mixed());

        Path once = Packer.pack(project.root(), SampleProject.request(), temp.resolve("1"));
        Path again = Packer.pack(project.root(), SampleProject.request(), temp.resolve("2"));

        assertThat(again).hasSameBinaryContentAs(once);
        ExternalTool.run(temp, "gzip", "-t", "-S", ".pxp", once.toString()).succeeded();
        ExternalTool.run(
                        temp,
                        "python3",
                        "-c",
                        "import sys,tarfile; t=tarfile.open(sys.argv[1],'r:gz');"
                                + "assert t.extractfile('assets/mixed.bin').read()==open(sys.argv[2],'rb').read()",
                        once.toString(),
                        project.root().resolve("assets/mixed.bin").toString())
                .succeeded();
        assertThat(PackageReader.read(once).problems()).isEmpty();
    }

    private static byte[] mixed() {
        byte[] mixed = new byte[5_300_000];
        Random random = new Random(7);
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = (byte) (i / 100_000 % 2 == 0 ? random.nextInt() : i % 61);
        }
        return mixed;
    }

    @Test
    void owner_mode_and_time_of_entries_do_not_depend_on_the_machine(@TempDir Path temp) {
        Path file = Packer.pack(new SampleProject(temp.resolve("project")).root(), SampleProject.request(), temp);

        String listing = ExternalTool.run(
                        temp, Map.of("TZ", "UTC"), List.of("tar", "tvzf", file.toString(), "--numeric-owner"))
                .succeeded()
                .output();

        assertThat(listing.lines()).allMatch(line -> line.matches("-rw[x-]r-[x-]r-[x-] 0/0 +\\d+ 1980-01-01 00:00 .+"));
        assertThat(listing.lines().filter(line -> line.startsWith("-rwxr-xr-x")))
                .singleElement()
                .asString()
                .endsWith("backend/bin/plugin");
    }

    @ParameterizedTest
    @EnumSource(PackageFormat.class)
    void entries_are_sorted_by_bytes_with_list_and_signature_at_the_end(PackageFormat format, @TempDir Path temp) {
        Path file = Packer.pack(new SampleProject(temp.resolve("project")).root(), SampleProject.request(format), temp);
        String script = format == PackageFormat.ZIP
                ? "import sys,zipfile; print('\\n'.join(zipfile.ZipFile(sys.argv[1]).namelist()))"
                : "import sys,tarfile; print('\\n'.join(tarfile.open(sys.argv[1]).getnames()))";

        List<String> names = ExternalTool.run(
                        temp, Map.of("PYTHONIOENCODING", "utf-8"), List.of("python3", "-c", script, file.toString()))
                .succeeded()
                .output()
                .lines()
                .toList();

        assertThat(names.subList(0, names.size() - 2)).isSortedAccordingTo(EntryName.ORDER);
        assertThat(names).endsWith("integrity.txt", "manifest.signature");
    }

    @Test
    void source_date_epoch_sets_every_time(@TempDir Path temp) {
        PackRequest request = SampleProject.request(PackageFormat.PXP, List.of(), List.of(), 1_000_000_000L);
        Path file = Packer.pack(new SampleProject(temp.resolve("project")).root(), request, temp);

        assertThat(ExternalTool.run(temp, Map.of("TZ", "UTC"), List.of("tar", "tvzf", file.toString()))
                        .output()
                        .lines())
                .allMatch(line -> line.contains("2001-09-09 01:46"));
    }

    @Test
    void long_and_non_ascii_names_are_preserved(@TempDir Path temp) throws IOException {
        SampleProject project = new SampleProject(temp.resolve("project"));
        String deep = "assets/" + "a-folder-with-a-long-name/".repeat(9) + "file.txt";
        String flat = "assets/" + "x".repeat(200) + ".txt";
        String foreign = "assets/" + "\u63d2\u4ef6".repeat(40) + "/\u00e9t\u00e9 \ud83d\ude80.txt";
        for (String path : List.of(deep, flat, foreign)) {
            project.file(path, path);
        }

        Path file = Packer.pack(project.root(), SampleProject.request(), temp.resolve("out"));

        Path unpacked = Files.createDirectories(temp.resolve("unpacked"));
        ExternalTool.run(unpacked, "tar", "xzf", file.toString()).succeeded();
        for (String path : List.of(deep, flat, foreign)) {
            assertThat(unpacked.resolve(path)).hasContent(path);
        }
        assertThat(PackageReader.read(file).problems()).isEmpty();
        assertThat(PackageReader.read(file).entries())
                .extracting(PackageEntry::path)
                .contains(deep, flat, foreign);
    }

    private static void touchEverything(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-02-03T04:05:06Z")));
            }
        }
    }
}
