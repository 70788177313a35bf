package io.powerx.publish.sbom;

import io.powerx.publish.io.Utf8;
import io.powerx.publish.sbom.Component.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * yarn.lock of Yarn 1 and of Yarn 2 and newer, which is YAML. Both list a package as a line with the ranges that it satisfies, followed by
 * indented fields.
 */
final class YarnLock {
    private static final String CLASSIC = "# yarn lockfile v1";
    private static final Pattern FIELD = Pattern.compile("  (version|resolution|integrity):? \"?([^\"]{1,1000})\"?");
    private static final Pattern ALIAS = Pattern.compile("@npm:(@?[^@]+)@[^@]*$");

    private YarnLock() {}

    static List<Component> read(byte[] content) throws IOException {
        String text = Utf8.decode(content);
        if (!text.contains(CLASSIC) && !text.contains("__metadata:")) {
            throw new UnreadableLockFile("it is neither a yarn.lock of Yarn 1 nor of a newer version");
        }
        List<Entry> entries = new ArrayList<>();
        Entry entry = null;
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.charAt(0) != ' ') {
                entry = new Entry(line);
                entries.add(entry);
            } else if (entry != null) {
                entry.line(line);
            }
        }
        return entries.stream().flatMap(each -> each.component().stream()).toList();
    }

    private static final class Entry {
        private final String header;
        private @Nullable String version;
        private @Nullable String resolution;
        private @Nullable String integrity;

        Entry(String header) {
            this.header = header;
        }

        void line(String line) {
            Matcher field = FIELD.matcher(line);
            if (field.matches()) {
                switch (field.group(1)) {
                    case "version" -> version = field.group(2);
                    case "resolution" -> resolution = field.group(2);
                    default -> integrity = field.group(2);
                }
            }
        }

        /** Empty for the project, its workspaces and the metadata of the file. */
        Optional<Component> component() {
            String descriptor = resolution == null ? firstRange() : resolution;
            if (version == null
                    || header.equals("__metadata:")
                    || descriptor.contains("@workspace:")
                    || descriptor.contains("@link:")
                    || descriptor.contains("@file:")) {
                return Optional.empty();
            }
            Matcher alias = ALIAS.matcher(descriptor);
            int separator = descriptor.indexOf('@', 1);
            String name = resolution == null && alias.find()
                    ? alias.group(1)
                    : separator < 0 ? descriptor : descriptor.substring(0, separator);
            return Optional.of(Component.npm(name, version, Scope.REQUIRED, integrity));
        }

        private String firstRange() {
            String first = header.split(",", 2)[0];
            return first.replace("\"", "").replaceFirst(":$", "").strip();
        }
    }
}
