package io.powerx.publish.precheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.config.Channel;
import io.powerx.publish.config.CompressionLevel;
import io.powerx.publish.config.ConfigDocument;
import io.powerx.publish.config.PackagePlatform;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.plugin.PluginFolders;
import io.powerx.publish.precheck.rules.RuleCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A plugin in a temporary folder, which is valid until a test changes it. */
public final class PluginProject {
    public static final String MANIFEST = """
            id: com.example.plugins.note
            name: Note
            version: 1.2.0
            corex_version: ">=0.6.0 <1.0.0"
            runtime:
              kind: process
              entry: backend/bin/plugin
              env:
                POWERX_BIND_ADDR: ":__POWERX_DYNAMIC_PORT__"
                POWERX_PLUGIN_REGISTRATION_MODE: installed
            backend:
              port: 0
            endpoints:
              http_base_path: /api/v1
            permissions:
              - { type: action, permission_code: "note.notes:read", module: note, resource: notes, action: read,
                  title_i18n: { en: Notes }, description_i18n: { en: Reads. }, risk_level: low, data_scope: tenant }
            """;

    public static final Instant NOW = Instant.parse("2026-02-02T12:00:00Z");

    private final Path folder;
    private Channel channel = Channel.STABLE;
    private RegistryState registry;
    private double threshold = 80;
    private List<String> tests = List.of();
    private List<String> coverage = List.of();
    private String notes = "Version 1.2.0 searches notes by their titles.";
    private String notesFile;
    private ReleaseGates gates;
    private PackageFormat format = PackageFormat.PXP;
    private List<String> include = List.of();
    private List<String> ignore = List.of();
    private String publishFile = "";
    private PrecheckRequest.Signing signing;
    private List<PrecheckRequest.Problem> problems = List.of();

    private PluginProject(Path folder) {
        this.folder = folder;
    }

    /** A project that exists. */
    public static PluginProject at(Path folder) {
        return new PluginProject(folder);
    }

    public static PluginProject in(Path folder) {
        return new PluginProject(folder)
                .file("plugin.yaml", MANIFEST)
                .executable("backend/bin/plugin", "#!/bin/sh\nexit 0\n")
                .file("CHANGELOG.md", "# Changelog\n\n## [1.2.0] - 2026-02-02\n\n- Search.\n")
                .file("reports/junit.xml", "<testsuite tests='1'><testcase name='a'/></testsuite>")
                .file("reports/lcov.info", "SF:a\nDA:1,1\nend_of_record\n");
    }

    public PluginProject format(PackageFormat chosen) {
        format = chosen;
        return this;
    }

    public Path folder() {
        return folder;
    }

    public PluginProject file(String path, String text) {
        return bytes(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public PluginProject bytes(String path, byte[] content) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public PluginProject executable(String path, String text) {
        file(path, text);
        if (!folder.resolve(path).toFile().setExecutable(true)) {
            throw new IllegalStateException(path);
        }
        return this;
    }

    public PluginProject without(String path) {
        try {
            Files.delete(folder.resolve(path));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a part of the valid manifest. */
    public PluginProject manifest(String part, String replacement) {
        if (!MANIFEST.contains(part)) {
            throw new IllegalArgumentException(part);
        }
        return file("plugin.yaml", MANIFEST.replace(part, replacement));
    }

    /** Appends to the valid manifest. */
    public PluginProject manifestWith(String more) {
        return file("plugin.yaml", MANIFEST + more);
    }

    /** Replaces the permissions of the valid manifest. */
    public PluginProject permissions(String yaml) {
        return file("plugin.yaml", MANIFEST.substring(0, MANIFEST.indexOf("permissions:")) + yaml);
    }

    public PluginProject channel(Channel other) {
        channel = other;
        return this;
    }

    public PluginProject published(String... versions) {
        return registry(new RegistryState(
                Stream.of(versions)
                        .map(version -> new RegistryState.Listed(version, channel, true, true))
                        .toList(),
                null));
    }

    /** What the Marketplace reports. */
    public PluginProject registry(RegistryState state) {
        registry = state;
        return this;
    }

    public PluginProject threshold(double percent) {
        threshold = percent;
        return this;
    }

    public PluginProject tests(String... globs) {
        tests = List.of(globs);
        return this;
    }

    public PluginProject coverage(String... globs) {
        coverage = List.of(globs);
        return this;
    }

    public PluginProject include(String... globs) {
        include = List.of(globs);
        return this;
    }

    public PluginProject ignore(String... globs) {
        ignore = List.of(globs);
        return this;
    }

    /** The file with the release notes, which the front end reads. */
    public PluginProject notesFile(String path, String text) {
        notesFile = path;
        notes = text.replace("\uFEFF", "").replace("\r\n", "\n").strip();
        return file(path, text);
    }

    public PluginProject gates(ReleaseGates input) {
        gates = input;
        return this;
    }

    /** The content of publish.yml, as the front end would pass it. */
    public PluginProject publishFile(String text) {
        publishFile = text;
        return this;
    }

    public PluginProject signing(Instant certificateExpires) {
        signing = new PrecheckRequest.Signing(certificateExpires, null);
        return this;
    }

    public PluginProject signingWithoutIssuer(String issuer) {
        signing = new PrecheckRequest.Signing(NOW.plus(Duration.ofDays(365)), issuer);
        return this;
    }

    public PluginProject problem(PrecheckRequest.Problem problem) {
        problems = List.of(problem);
        return this;
    }

    public PluginProject notes(String text) {
        notes = text;
        return this;
    }

    /** Runs all rules; fails if a rule reports a severity that it does not declare. */
    public PrecheckReport check() {
        PrecheckReport report = check(RuleCatalogue.engine());
        for (Rule rule : RuleCatalogue.all()) {
            assertThat(report.findings())
                    .filteredOn(finding -> finding.rule().equals(rule.id()))
                    .extracting(Finding::severity)
                    .isSubsetOf(rule.severities());
        }
        return report;
    }

    public PrecheckReport check(PrecheckEngine engine) {
        PackRequest pack = new PackRequest(
                "com.example.plugins.note",
                "1.2.0",
                format,
                CompressionLevel.BALANCED,
                include,
                ignore,
                List.of(),
                null);
        List<PackagePlatform> platforms = PublishFile.of(
                        ConfigDocument.of(List.of(new ConfigDocument.Text("publish.yml", publishFile))))
                .artifacts()
                .platforms();
        return engine.check(
                PluginFolders.of(folder),
                new PrecheckRequest(
                        channel,
                        NOW,
                        registry,
                        new PrecheckRequest.Configuration(
                                List.of(new ConfigDocument.Text("publish.yml", publishFile)),
                                threshold,
                                tests,
                                coverage),
                        notes == null ? null : new PrecheckRequest.Notes(notes, notesFile),
                        pack.on(platforms),
                        gates,
                        signing,
                        problems));
    }

    /** The findings of one rule, as {@code severity file:line:column}. */
    public List<String> places(String rule) {
        return findings(rule).stream().map(PluginProject::place).toList();
    }

    public List<String> messages(String rule) {
        return findings(rule).stream().map(Finding::message).toList();
    }

    /** The findings of a rule. A misspelled id, or a rule that cannot run, would never have any. */
    private List<Finding> findings(String rule) {
        assertThat(RuleCatalogue.all()).extracting(Rule::id).contains(rule);
        PrecheckReport report = check();
        assertThat(report.notRun().getOrDefault(rule, "")).doesNotContain("unreadable");
        return report.findings().stream()
                .filter(finding -> finding.rule().equals(rule))
                .toList();
    }

    private static String place(Finding finding) {
        String where = finding.location() == null ? "" : " " + finding.location();
        return finding.severity().wireName() + where;
    }
}
