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
 * pnpm-lock.yaml, versions 5 to 9. pnpm writes each package on a separate line, so the file is read by lines: lock files are longer than
 * the reader of YAML allows.
 */
final class PnpmLock {
    private static final Pattern VERSION = Pattern.compile("lockfileVersion: .+");
    private static final Pattern KEY = Pattern.compile("  (['\"]?)(\\S[^'\"]{0,500})\\1:(?: \\{\\})?");
    private static final Pattern INTEGRITY =
            Pattern.compile(" {4}resolution: \\{.*?integrity: ([A-Za-z0-9+/=-]{1,200}).*");

    private static final Pattern VERSION_5 = Pattern.compile("((?:@[^/@]+/)?[^/@]+)/([^_/@]+)(?:_.*)?");

    private PnpmLock() {}

    static List<Component> read(byte[] content) throws IOException {
        List<String> lines = Utf8.decode(content).lines().toList();
        if (lines.stream().noneMatch(line -> VERSION.matcher(line).matches())) {
            throw new UnreadableLockFile("it has no lockfileVersion");
        }
        List<Entry> entries = new ArrayList<>();
        Entry entry = null;
        boolean inPackages = false;
        for (String line : lines) {
            if (!line.isEmpty() && line.charAt(0) != ' ') {
                inPackages = line.equals("packages:");
                entry = null;
            } else if (inPackages) {
                Matcher key = KEY.matcher(line);
                if (key.matches()) {
                    entry = new Entry(key.group(2));
                    entries.add(entry);
                } else if (entry != null) {
                    entry.line(line);
                }
            }
        }
        return entries.stream().flatMap(each -> each.component().stream()).toList();
    }

    private static final class Entry {
        private final String key;
        private Scope scope = Scope.REQUIRED;
        private @Nullable String integrity;

        Entry(String key) {
            this.key = key;
        }

        void line(String line) {
            Matcher resolution = INTEGRITY.matcher(line);
            if (resolution.matches()) {
                integrity = resolution.group(1);
            } else if (line.equals("    dev: true")) {
                scope = Scope.EXCLUDED;
            } else if (line.equals("    optional: true") && scope == Scope.REQUIRED) {
                scope = Scope.OPTIONAL;
            }
        }

        /**
         * Keys are {@code /name/1.0.0_peers} in version 5, {@code /name@1.0.0(peers)} in version 6, and {@code name@1.0.0} in version 9; empty
         * for packages of the project itself.
         */
        Optional<Component> component() {
            if (key.startsWith("file:") || key.startsWith("link:")) {
                return Optional.empty();
            }
            String path = key.startsWith("/") ? key.substring(1) : key;
            int peers = path.indexOf('(');
            String plain = peers < 0 ? path : path.substring(0, peers);
            Matcher version5 = VERSION_5.matcher(plain);
            if (version5.matches()) {
                return Optional.of(Component.npm(version5.group(1), version5.group(2), scope, integrity));
            }
            int separator = plain.indexOf('@', 1);
            return separator < 0
                    ? Optional.empty()
                    : Optional.of(Component.npm(
                            plain.substring(0, separator), plain.substring(separator + 1), scope, integrity));
        }
    }
}
