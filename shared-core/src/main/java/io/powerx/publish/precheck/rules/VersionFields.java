package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.plugin.ProjectFolder;
import io.powerx.publish.precheck.evidence.SafeXml;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Finds the versions that the build files of a plugin declare. A file that its own tool could not read has none. */
final class VersionFields {
    private static final List<String> PACKAGE_JSON =
            List.of("package.json", "web-admin/package.json", "backend/package.json");
    private static final List<String> FOLDERS = List.of("", "backend/");
    private static final int MAX_BYTES = 1 << 20;

    /** Tools write these versions into packages that are not versioned. */
    private static final Set<String> PLACEHOLDERS = Set.of("0.0.0", "0.0.1-placeholder", "0.0.0-development");

    private static final Pattern TABLE = Pattern.compile("\\s*\\[+\\s*([^\\]]*?)\\s*\\]+\\s*(?:#.*)?");
    private static final Pattern VERSION =
            Pattern.compile("\\s*(?:version|\"version\"|'version')\\s*=\\s*(?:\"([^\"\\\\]*)\"|'([^']*)')\\s*(?:#.*)?");

    private VersionFields() {}

    /**
     * A version in a file.
     *
     * @param location of the value, or of the quotation mark before it
     */
    record VersionField(String file, String value, SourceLocation location) {}

    /** The versions in the package.json files. */
    static List<VersionField> ofNode(ProjectFolder project) {
        return PACKAGE_JSON.stream()
                .filter(project::hasFile)
                .flatMap(file -> json(project, file).stream())
                .filter(VersionFields::isReal)
                .toList();
    }

    /** The versions in pyproject.toml and pom.xml. */
    static List<VersionField> ofBackEnd(ProjectFolder project) {
        return FOLDERS.stream()
                .flatMap(folder ->
                        Stream.of(python(project, folder + "pyproject.toml"), maven(project, folder + "pom.xml")))
                .flatMap(Optional::stream)
                .filter(VersionFields::isReal)
                .toList();
    }

    private static boolean isReal(VersionField field) {
        return !PLACEHOLDERS.contains(field.value()) && !field.value().contains("${");
    }

    static Optional<VersionField> json(ProjectFolder project, String file) {
        try {
            return JsonFields.read(project, file)
                    .text("version")
                    .map(text -> new VersionField(file, text.value(), text.location()));
        } catch (PublishException e) {
            return Optional.empty();
        }
    }

    /** {@code project.version} (PEP 621) or {@code tool.poetry.version}. */
    private static Optional<VersionField> python(ProjectFolder project, String file) {
        List<String> lines = lines(project, file);
        String table = "";
        boolean inText = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean textBegins = quotes(line) % 2 == 1;
            if (inText || textBegins) {
                inText = inText != textBegins;
                continue;
            }
            Matcher header = TABLE.matcher(line);
            if (header.matches()) {
                table = header.group(1);
                continue;
            }
            Matcher version = VERSION.matcher(line);
            if (version.matches() && (table.equals("project") || table.equals("tool.poetry"))) {
                int group = version.group(1) == null ? 2 : 1;
                return Optional.of(new VersionField(
                        file, version.group(group), new SourceLocation(file, i + 1, version.start(group) + 1)));
            }
        }
        return Optional.empty();
    }

    /** The number of delimiters of multi-line texts. */
    private static int quotes(String line) {
        return line.split("\"\"\"|'''", -1).length - 1;
    }

    /** {@code project.version}; a version that is inherited from a parent is not the plugin's. */
    private static Optional<VersionField> maven(ProjectFolder project, String file) {
        List<String> lines = lines(project, file);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        List<String> path = new ArrayList<>();
        byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        try {
            XMLStreamReader xml = SafeXml.open(new ByteArrayInputStream(bytes));
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    path.add(xml.getLocalName());
                    if (path.equals(List.of("project", "version"))) {
                        int line = xml.getLocation().getLineNumber();
                        return located(file, lines, line, xml.getElementText().strip());
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    path.remove(path.size() - 1);
                }
            }
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<VersionField> located(String file, List<String> lines, int line, String value) {
        int column = line >= 1 && line <= lines.size() ? lines.get(line - 1).indexOf(value) : -1;
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(new VersionField(file, value, new SourceLocation(file, line, Math.max(0, column + 1))));
    }

    private static List<String> lines(ProjectFolder project, String file) {
        try {
            return project.text(file, MAX_BYTES, ErrorCode.CONFIG_UNREADABLE)
                    .map(text -> text.replaceFirst("^\uFEFF", "").lines().toList())
                    .orElse(List.of());
        } catch (PublishException e) {
            return List.of();
        }
    }
}
