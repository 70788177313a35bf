package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.content.FileScan;
import io.powerx.publish.precheck.content.Program.Binary;
import io.powerx.publish.precheck.content.Program.Format;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The host compares the platform of every program in the manifest with its own, and rejects the package if one of them differs.
 * It knows amd64, arm64 and 386, and no universal binaries. A package for a platform must contain programs for that platform.
 */
final class ProgramsRunOnOnePlatform extends DescribedRule {
    private static final String HOSTS = "linux";

    /** The path of a file for another platform contains that platform. */
    private static final Pattern PLATFORM = Pattern.compile(
            "darwin|mac|osx|apple|win|linux|freebsd|musl|gnu|amd64|x64|x86|arm|aarch|386|ia32|riscv|ppc|s390|prebuilds");

    ProgramsRunOnOnePlatform() {
        super(
                "PX-F006",
                "The programs are built for one platform, that of their package, on which hosts run",
                "PowerX install_file.go, validateInstallPackagePlatform; install_platform_preflight_test.go",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.scan().files().stream().anyMatch(file -> file.binary().isPresent());
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Map<String, Binary> programs = programs(plugin);
        String wanted = plugin.platform() == null ? null : plugin.platform().replace('-', '/');
        if (wanted != null) {
            programs.forEach((path, binary) -> requirePlatform(path, binary, wanted, findings));
            reportOthers(plugin, programs, wanted, findings);
            return;
        }
        Map.Entry<String, Binary> first = null;
        for (Map.Entry<String, Binary> program : programs.entrySet()) {
            Binary binary = program.getValue();
            if (isUnknownToHost(binary)) {
                reportUnknown(program.getKey(), binary, findings);
            } else if (first == null) {
                first = program;
            } else if (!binary.platform().equals(first.getValue().platform())) {
                findings.add(
                        "No host accepts both programs: %s is built for %s, and %s for %s"
                                .formatted(
                                        program.getKey(),
                                        binary.platform(),
                                        first.getKey(),
                                        first.getValue().platform()),
                        "Build all programs of the manifest for the same platform.",
                        SourceLocation.ofFile(program.getKey()));
            }
        }
        if (first != null) {
            reportOtherSystem(first, findings);
            reportOthers(plugin, programs, first.getValue().platform(), findings);
        } else if (programs.isEmpty()) {
            reportForeignLibraries(plugin, findings);
        }
    }

    /** What scripts load, such as the native modules of Node.js. */
    private static void reportForeignLibraries(PluginContext plugin, Findings findings) {
        for (FileScan file : plugin.scan().files()) {
            Binary binary = file.binary().orElse(null);
            if (binary != null && binary.problem() == null && !binary.os().equals(HOSTS) && !hasPlatform(file.path())) {
                findings.add(
                        Severity.WARNING,
                        "%s is built for %s, so hosts on Linux cannot load it"
                                .formatted(file.path(), binary.platform()),
                        "Build or install it on the platform of the hosts, or exclude it with artifacts.ignore in publish.yml.",
                        SourceLocation.ofFile(file.path()));
            }
        }
    }

    private static boolean hasPlatform(String path) {
        return PLATFORM.matcher(path.toLowerCase(Locale.ROOT)).find();
    }

    private static void requirePlatform(String path, Binary binary, String wanted, Findings findings) {
        if (isUnknownToHost(binary)) {
            reportUnknown(path, binary, findings);
        } else if (!binary.platform().equals(wanted)) {
            findings.add(
                    "%s is built for %s, but the package is for %s".formatted(path, binary.platform(), wanted),
                    "Build it for that platform (GOOS=%s GOARCH=%s), or correct artifacts.platforms in publish.yml."
                            .formatted((Object[]) wanted.split("/")),
                    SourceLocation.ofFile(path));
        }
    }

    private static void reportUnknown(String path, Binary binary, Findings findings) {
        findings.add(
                "No host accepts %s, a program for %s (%s)"
                        .formatted(path, binary.platform(), binary.format().label()),
                "Build it for one platform, such as linux/amd64 (GOOS=linux GOARCH=amd64).",
                SourceLocation.ofFile(path));
    }

    private static Map<String, Binary> programs(PluginContext plugin) {
        Map<String, Binary> programs = new LinkedHashMap<>();
        for (String path : Executables.packed(plugin)) {
            plugin.scan()
                    .file(path)
                    .flatMap(FileScan::binary)
                    .filter(binary -> binary.problem() == null)
                    .ifPresent(binary -> programs.put(path, binary));
        }
        return programs;
    }

    private static void reportOtherSystem(Map.Entry<String, Binary> program, Findings findings) {
        Binary binary = program.getValue();
        if (!binary.os().equals(HOSTS)) {
            findings.add(
                    Severity.WARNING,
                    "%s is built for %s; hosts on Linux reject the package"
                            .formatted(program.getKey(), binary.platform()),
                    "Build the programs for the platform of the hosts, such as linux/amd64 (GOOS=linux GOARCH=amd64).",
                    SourceLocation.ofFile(program.getKey()));
        }
    }

    /** Libraries and helpers that the programs cannot load or start. */
    private static void reportOthers(
            PluginContext plugin, Map<String, Binary> programs, String main, Findings findings) {
        for (FileScan file : plugin.scan().files()) {
            Binary binary = file.binary().orElse(null);
            if (binary == null) {
                continue;
            }
            boolean usable = binary.problem() != null
                    || programs.containsKey(file.path())
                    || (binary.format() == Format.UNIVERSAL && main.startsWith("darwin/"))
                    || binary.platform().equals(main);
            if (!usable && !hasPlatform(file.path())) {
                findings.add(
                        Severity.WARNING,
                        "%s is built for %s, but the other programs of the plugin are built for %s"
                                .formatted(file.path(), binary.platform(), main),
                        "Build it for the same platform, or exclude it with artifacts.ignore in publish.yml.",
                        SourceLocation.ofFile(file.path()));
            }
        }
    }

    private static boolean isUnknownToHost(Binary binary) {
        return binary.format() == Format.UNIVERSAL
                || binary.arch().startsWith("machine-")
                || binary.arch().startsWith("cpu-");
    }
}
