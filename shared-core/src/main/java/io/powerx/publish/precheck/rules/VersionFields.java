package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.plugin.ProjectFolder;
import io.powerx.publish.plugin.RuntimeNeed;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.evidence.SafeXml;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private static final List<String> NODE_FOLDERS = List.of("", "web-admin/", "backend/");
    private static final List<String> FOLDERS = List.of("", "backend/");

    /** Fields with paths of the built front end, which is below the folder of its package.json. */
    private static final List<String> FRONT_END = List.of(
            "/frontend/admin/static_dir",
            "/frontend/admin/process/entry",
            "/frontend/admin/process/args/0",
            "/assets/public_dir",
            "/assets/webAdminPath");

    /** Folders that a build writes; what is in them is not versioned. Others begin with a dot. */
    private static final Set<String> OUTPUT = Set.of("dist", "build", "out", "output", "public", "node_modules");

    private static final int MAX_BYTES = 1 << 20;

    /** Tools write these versions into packages that are not versioned. */
    private static final Set<String> PLACEHOLDERS = Set.of("0.0.0", "0.0.1-placeholder", "0.0.0-development");

    private static final Pattern TABLE = Pattern.compile("\\s*\\[+\\s*([^\\]]*?)\\s*\\]+\\s*(?:#.*)?");
    private static final Pattern VERSION = Pattern.compile(
            "\\s*([\\w.\"' -]+?)\\s*=\\s*(?:\\{.*?[{,\\s]version\\s*=\\s*)?(?:\"([^\"\\\\]*)\"|'([^']*)').*");
    private static final Set<String> PYTHON_KEYS = Set.of("project.version", "tool.poetry.version");
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([\\w.-]+)}");

    private VersionFields() {}

    /**
     * A version in a file.
     *
     * @param location of the value, or of the quotation mark before it
     */
    record VersionField(String file, String value, SourceLocation location) {}

    /** The versions in the package.json files of the project, its back end and its front end. */
    static List<VersionField> ofNode(PluginContext plugin) {
        ProjectFolder project = plugin.project();
        return Stream.concat(NODE_FOLDERS.stream(), frontEndFolders(plugin))
                .distinct()
                .map(folder -> folder + "package.json")
                .filter(project::hasFile)
                .flatMap(file -> json(project, file).stream())
                .filter(VersionFields::isReal)
                .toList();
    }

    /** The folders that contain the built front end, without those that the build writes. */
    private static Stream<String> frontEndFolders(PluginContext plugin) {
        return FRONT_END.stream()
                .flatMap(field -> plugin.text(field).flatMap(RuntimeNeed::normalized).stream())
                .filter(path -> path.contains("/"))
                .flatMap(path -> {
                    List<String> folders = new ArrayList<>();
                    String folder = "";
                    for (String name : path.substring(0, path.lastIndexOf('/')).split("/")) {
                        if (name.startsWith(".") || OUTPUT.contains(name)) {
                            break;
                        }
                        folder += name + "/";
                        folders.add(folder);
                    }
                    return folders.stream();
                });
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
                    .filter(JsonFields.Text::quoted)
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
            if (version.matches() && PYTHON_KEYS.contains(key(table, version.group(1), line))) {
                int group = version.group(2) == null ? 3 : 2;
                return Optional.of(new VersionField(
                        file, version.group(group), new SourceLocation(file, i + 1, version.start(group) + 1)));
            }
        }
        return Optional.empty();
    }

    /** The dotted key, even of a version in an inline table. */
    private static String key(String table, String written, String line) {
        String key = written.replaceAll("[\"' ]", "");
        boolean inline = line.substring(line.indexOf('=') + 1).strip().startsWith("{");
        return (table.isEmpty() ? "" : table + ".") + key + (inline ? ".version" : "");
    }

    /** The number of delimiters of multi-line texts. */
    private static int quotes(String line) {
        return line.split("\"\"\"|'''", -1).length - 1;
    }

    /**
     * {@code project.version}, which may be a property of the same file; a version that is inherited from a parent is not the
     * plugin's.
     */
    private static Optional<VersionField> maven(ProjectFolder project, String file) {
        List<String> lines = lines(project, file);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        List<String> path = new ArrayList<>();
        VersionField version = null;
        Map<String, VersionField> properties = new HashMap<>();
        byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        try {
            XMLStreamReader xml = SafeXml.open(new ByteArrayInputStream(bytes));
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    path.add(xml.getLocalName());
                    boolean property = path.size() == 3 && path.subList(0, 2).equals(List.of("project", "properties"));
                    if (property || path.equals(List.of("project", "version"))) {
                        String name = xml.getLocalName();
                        int line = xml.getLocation().getLineNumber();
                        VersionField field =
                                located(file, lines, line, text(xml)).orElse(null);
                        path.remove(path.size() - 1);
                        if (field != null && property) {
                            properties.put(name, field);
                        } else if (field != null) {
                            version = field;
                        }
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    path.remove(path.size() - 1);
                }
            }
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
        Matcher property = PROPERTY.matcher(version == null ? "" : version.value());
        return property.matches()
                ? Optional.ofNullable(properties.get(property.group(1)))
                : Optional.ofNullable(version);
    }

    /** The text of an element; empty if it contains elements. */
    private static String text(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        while (xml.next() != XMLStreamConstants.END_ELEMENT || depth-- > 0) {
            if (xml.isStartElement()) {
                depth++;
                text.setLength(0);
            } else if (xml.isCharacters() && depth == 0) {
                text.append(xml.getText());
            }
        }
        return text.toString().strip();
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
