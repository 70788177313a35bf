package io.powerx.publish.sbom;

import io.powerx.publish.io.Utf8;
import io.powerx.publish.sbom.Component.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** poetry.lock and uv.lock. Both tools write a table {@code [[package]]} for each package, with one field a line. */
final class TomlLock {
    private static final Pattern FIELD =
            Pattern.compile("(name|version|category|source|groups|optional) = (.{1,2000})");
    private static final Pattern TEXT = Pattern.compile("\"([^\"\\\\]{1,300})\"");
    private static final Pattern OWN = Pattern.compile("\\{ (?:virtual|editable|directory) = .*");

    private TomlLock() {}

    static List<Component> read(byte[] content) throws IOException {
        List<Component> components = new ArrayList<>();
        Entry entry = null;
        boolean known = false;
        for (String line : Utf8.decode(content).lines().toList()) {
            if (line.startsWith("[")) {
                add(components, entry);
                entry = line.equals("[[package]]") ? new Entry() : null;
                known = known || entry != null || line.startsWith("[metadata");
            } else if (entry != null) {
                entry.line(line);
            } else {
                known = known || line.startsWith("version = ");
            }
        }
        add(components, entry);
        if (!known) {
            throw new UnreadableLockFile("it lists no packages and has no version");
        }
        return components;
    }

    private static void add(List<Component> components, @Nullable Entry entry) {
        if (entry != null && entry.name != null && !entry.own) {
            components.add(Component.python(entry.name, entry.version, entry.scope));
        }
    }

    private static final class Entry {
        private @Nullable String name;
        private @Nullable String version;
        private Scope scope = Scope.REQUIRED;
        private boolean own;

        void line(String line) {
            Matcher field = FIELD.matcher(line);
            if (!field.matches()) {
                return;
            }
            String value = field.group(2);
            switch (field.group(1)) {
                case "name" -> name = text(value);
                case "version" -> version = text(value);
                case "source" -> own = OWN.matcher(value).matches();
                case "optional" -> scope = value.equals("true") ? Scope.OPTIONAL : scope;
                case "category" -> scope = value.equals("\"dev\"") ? Scope.EXCLUDED : scope;
                default -> scope = value.contains("\"main\"") ? scope : Scope.EXCLUDED;
            }
        }

        private static @Nullable String text(String value) {
            Matcher text = TEXT.matcher(value.strip());
            return text.matches() ? text.group(1) : null;
        }
    }
}
