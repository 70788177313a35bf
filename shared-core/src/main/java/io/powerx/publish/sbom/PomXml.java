package io.powerx.publish.sbom;

import io.powerx.publish.precheck.evidence.SafeXml;
import io.powerx.publish.sbom.Component.Scope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Maven's pom.xml: the direct dependencies, with versions from the file's own properties and managed dependencies. A version that a parent
 * or an imported BOM determines is not in the file, so the component has none.
 */
final class PomXml {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]{1,200})}");
    private static final int MAX_TEXT = 1_000;
    private static final int MAX_REPLACEMENTS = 20;
    private static final String DEPENDENCY = "project/dependencies/dependency";
    private static final String MANAGED = "project/dependencyManagement/dependencies/dependency";

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> managed = new HashMap<>();
    private final List<Map<String, String>> dependencies = new ArrayList<>();

    private PomXml() {}

    static List<Component> read(byte[] content) throws IOException {
        PomXml pom = new PomXml();
        try {
            pom.parse(SafeXml.open(new ByteArrayInputStream(content)));
        } catch (XMLStreamException e) {
            throw new UnreadableLockFile("it is not well-formed XML");
        }
        return pom.components();
    }

    private void parse(XMLStreamReader xml) throws XMLStreamException, UnreadableLockFile {
        Deque<String> path = new ArrayDeque<>();
        Map<String, String> dependency = new HashMap<>();
        StringBuilder text = new StringBuilder();
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    path.addLast(xml.getLocalName());
                    text.setLength(0);
                    if (path.size() == 1 && !xml.getLocalName().equals("project")) {
                        throw new UnreadableLockFile("it is not a Maven project");
                    }
                    if (path.size() > 100) {
                        throw new UnreadableLockFile("its elements are nested too deeply");
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (text.length() < MAX_TEXT) {
                        text.append(xml.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    end(String.join("/", path), text.toString().strip(), dependency);
                    path.removeLast();
                    text.setLength(0);
                }
                default -> {}
            }
        }
    }

    private void end(String path, String text, Map<String, String> dependency) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (path.equals(DEPENDENCY) || path.equals(MANAGED)) {
            if (path.equals(DEPENDENCY)) {
                dependencies.add(Map.copyOf(dependency));
            } else {
                managed.put(key(dependency), dependency.getOrDefault("version", ""));
            }
            dependency.clear();
        } else if (path.equals(DEPENDENCY + "/" + name) || path.equals(MANAGED + "/" + name)) {
            dependency.put(name, text);
        } else if (path.equals("project/properties/" + name)) {
            properties.put(name, text);
        } else if (path.equals("project/" + name) || path.equals("project/parent/" + name)) {
            properties.putIfAbsent("project." + name, text);
            if (path.equals("project/" + name)) {
                properties.put("project." + name, text);
            }
        }
    }

    private List<Component> components() {
        List<Component> components = new ArrayList<>();
        for (Map<String, String> dependency : dependencies) {
            String version = dependency.getOrDefault("version", managed.getOrDefault(key(dependency), ""));
            String group = resolved(dependency.getOrDefault("groupId", ""));
            String artifact = resolved(dependency.getOrDefault("artifactId", ""));
            if (group != null && artifact != null) {
                components.add(Component.maven(group, artifact, resolved(version), scope(dependency)));
            }
        }
        return components;
    }

    private static String key(Map<String, String> dependency) {
        return dependency.getOrDefault("groupId", "") + ":" + dependency.getOrDefault("artifactId", "");
    }

    private static Scope scope(Map<String, String> dependency) {
        return switch (dependency.getOrDefault("scope", "compile")) {
            case "test", "provided" -> Scope.EXCLUDED;
            default -> dependency.getOrDefault("optional", "").equals("true") ? Scope.OPTIONAL : Scope.REQUIRED;
        };
    }

    /** Null if the text is empty or refers to a property that is not in the file. */
    private @Nullable String resolved(String text) {
        String result = text;
        for (int i = 0; i < MAX_REPLACEMENTS; i++) {
            Matcher property = PROPERTY.matcher(result);
            if (!property.find()) {
                return result.isEmpty() ? null : result;
            }
            String value = properties.get(property.group(1));
            if (value == null || result.length() > MAX_TEXT) {
                return null;
            }
            result = result.substring(0, property.start()) + value + result.substring(property.end());
        }
        return null;
    }
}
