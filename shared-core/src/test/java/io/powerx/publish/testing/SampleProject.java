package io.powerx.publish.testing;

import io.powerx.publish.config.CompressionLevel;
import io.powerx.publish.pack.GeneratedFile;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small plugin on disk, with what a package takes in and what it leaves out. */
public final class SampleProject {
    private final Path root;

    public SampleProject(Path root) {
        this.root = root;
        file("plugin.yaml", "id: com.example.note\nname: Note\nversion: 1.2.3\n");
        file("plugin.d/capabilities.yaml", "capabilities: {}\n");
        file("backend/bin/plugin", "#!/bin/sh\nexit 0\n");
        file("backend/etc/config.yaml", "port: 0\n");
        file("backend/main.go", "package main\n");
        file("web-admin/.output/server/index.mjs", "export default {};\n");
        file("web-admin/.output/server/node_modules/vue/index.mjs", "export {};\n");
        file("web-admin/.output/public/app.js.map", "{}");
        file("web-admin/i18n/zh-CN/menus.json", "{\"title\": \"\u7b14\u8bb0\"}\n");
        file("web-admin/src/page.vue", "<template/>\n");
        file("web-admin/node_modules/vue/package.json", "{}");
        file("assets/\u56fe\u6807.svg", "<svg/>\n");
        file("migrations/0001_init.sql", "create table note (id int);\n");
        file("contracts/capabilities/note.create.yaml", "id: note.create\n");
        file("CHANGELOG.md", "# Changelog\n");
        file("README.md", "# Note\n");
        file(".env", "SECRET=1\n");
        file(".git/HEAD", "ref: refs/heads/main\n");
    }

    public Path root() {
        return root;
    }

    public Path file(String path, String content) {
        return file(path, content.getBytes(StandardCharsets.UTF_8));
    }

    public Path file(String path, byte[] content) {
        try {
            Path file = root.resolve(path);
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static PackRequest request() {
        return request(PackageFormat.PXP, List.of(), List.of(), null);
    }

    public static PackRequest request(PackageFormat format) {
        return request(format, List.of(), List.of(), null);
    }

    public static PackRequest request(
            PackageFormat format, List<String> include, List<String> ignore, @Nullable Long timestamp) {
        GeneratedFile notes = new GeneratedFile("docs/release-notes.md", "First.\n".getBytes(StandardCharsets.UTF_8));
        return new PackRequest(
                "com.example.note",
                "1.2.3",
                format,
                CompressionLevel.BALANCED,
                include,
                ignore,
                List.of(notes),
                timestamp);
    }
}
