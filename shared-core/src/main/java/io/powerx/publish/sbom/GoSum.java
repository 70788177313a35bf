package io.powerx.publish.sbom;

import io.powerx.publish.io.Utf8;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * go.sum: the modules whose source was fetched. Lines about {@code go.mod} alone concern modules that were only considered. The file also
 * lists modules of tests, so a Go program's own build information is more precise.
 */
final class GoSum {
    private static final Pattern LINE = Pattern.compile("(\\S{1,500}) (v\\S{1,200}) h1:\\S{1,100}");

    private GoSum() {}

    static List<Component> read(byte[] content) throws IOException {
        List<Component> components = new ArrayList<>();
        for (String line : Utf8.decode(content).lines().toList()) {
            Matcher module = LINE.matcher(line.strip());
            if (!module.matches()) {
                if (!line.isBlank()) {
                    throw new UnreadableLockFile("a line is not a module, a version and a digest");
                }
            } else if (!module.group(2).endsWith("/go.mod")) {
                components.add(Component.go(module.group(1), module.group(2)));
            }
        }
        return components;
    }
}
