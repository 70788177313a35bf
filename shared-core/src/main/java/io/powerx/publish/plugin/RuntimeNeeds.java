package io.powerx.publish.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.plugin.RuntimeNeed.Kind;
import io.powerx.publish.plugin.RuntimeNeed.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lists what the host uses at run time: the files that loader.go, install.go, lifecycle.go and migrations.go of PowerX
 * open or start, and the descriptors that the capability validator of PowerXPluginBase reads.
 */
final class RuntimeNeeds {
    private static final String ADMIN = "/frontend/admin";

    /** The types of channels whose entry point is a file, such as a workflow. */
    private static final Set<String> FILE_CHANNELS = Set.of("workflow", "agent_tool", "agent_stream");

    private static final Pattern FILE_NAME = Pattern.compile(".*\\.(?:json|ya?ml)");

    /** Where the admin front end serves icons from. */
    private static final List<String> ICON_FOLDERS =
            List.of("web-admin/.output/public", "web-admin/dist", "assets", ".");

    private final PluginManifest manifest;
    private final List<RuntimeNeed> needs = new ArrayList<>();

    private RuntimeNeeds(PluginManifest manifest) {
        this.manifest = manifest;
    }

    static List<RuntimeNeed> of(PluginManifest manifest) {
        RuntimeNeeds list = new RuntimeNeeds(manifest);
        list.backend();
        list.admin();
        list.migrations();
        list.capabilities();
        list.others();
        return List.copyOf(list.needs);
    }

    private void backend() {
        if (is("/runtime/kind", "process")) {
            add("/runtime/entry", Kind.PROGRAM, Presence.REQUIRED);
            arguments("/runtime/args", 0);
        }
        add("/backend/entry", Kind.PROGRAM, Presence.EXPECTED);
    }

    private void admin() {
        Presence ifServed = is(ADMIN + "/kind", "static") ? Presence.REQUIRED : Presence.EXPECTED;
        add(ADMIN + "/static_dir", Kind.FOLDER, ifServed);
        add(ADMIN + "/i18n/dir", Kind.FOLDER, ifServed);
        if (!is(ADMIN + "/kind", "process")) {
            return;
        }
        // The host starts a command of its PATH unless the text looks like a path, and resolves only the first
        // argument.
        if (manifest.text(ADMIN + "/process/entry").filter(RuntimeNeeds::isPath).isPresent()) {
            add(ADMIN + "/process/entry", Kind.PROGRAM, Presence.REQUIRED);
        }
        if (manifest.text(ADMIN + "/process/args/0")
                .filter(RuntimeNeeds::isPath)
                .isPresent()) {
            add(ADMIN + "/process/args/0", Kind.FILE, Presence.REQUIRED);
            arguments(ADMIN + "/process/args", 1);
        } else {
            arguments(ADMIN + "/process/args", 0);
        }
    }

    private void migrations() {
        add("/migrations/entry", Kind.PROGRAM, Presence.REQUIRED);
        add("/migrations/rollback_entry", Kind.PROGRAM, Presence.REQUIRED);
        add("/migrations/dir", Kind.FOLDER, Presence.REQUIRED);
        add("/migrations/workdir", Kind.FOLDER, Presence.REQUIRED);
        arguments("/migrations/args", 0);
    }

    private void capabilities() {
        JsonNode provided = manifest.at("/capabilities/provides");
        for (int i = 0; i < provided.size(); i++) {
            String capability = "/capabilities/provides/" + i;
            add(capability + "/descriptor", Kind.FILE, Presence.REQUIRED);
            for (String direction : List.of("/schemas/input", "/schemas/output")) {
                texts(capability + direction).forEach(this::schema);
            }
        }
        texts("/capabilities/imports").forEach(pointer -> add(pointer, Kind.FILE, Presence.EXPECTED));
        JsonNode channels = manifest.at("/exposure/channels");
        for (int i = 0; i < channels.size(); i++) {
            if (FILE_CHANNELS.contains(channels.get(i).path("type").asText(""))) {
                entrypoint("/exposure/channels/" + i + "/entrypoint");
            }
        }
    }

    /** Agent tools may also have the path of a route. */
    private void entrypoint(String pointer) {
        manifest.text(pointer)
                .filter(path -> isPath(path)
                        && isLiteral(path)
                        && !path.startsWith("/")
                        && FILE_NAME.matcher(path).matches())
                .ifPresent(path -> needs.add(RuntimeNeed.of(pointer, path, Kind.FILE, Presence.EXPECTED)));
    }

    /** The validator resolves schemas below contracts/, and real plugins write them relative to the plugin. */
    private void schema(String pointer) {
        manifest.text(pointer)
                .filter(path -> !path.contains("://"))
                .ifPresent(path -> needs.add(new RuntimeNeed(
                        pointer, path, List.of(path, "contracts/" + path), Kind.FILE, Presence.REQUIRED)));
    }

    private void others() {
        manifest.at("/catalogs").fieldNames().forEachRemaining(name -> {
            add("/catalogs/" + name.replace("~", "~0").replace("/", "~1"), Kind.FILE, Presence.REQUIRED);
        });
        add("/endpoints/grpc/proto_dir", Kind.FOLDER, Presence.EXPECTED);
        add("/assets/public_dir", Kind.FOLDER, Presence.EXPECTED);
        add("/assets/webAdminPath", Kind.FOLDER, Presence.EXPECTED);
        JsonNode tools = manifest.at("/agent_tools");
        for (int i = 0; i < tools.size(); i++) {
            add("/agent_tools/" + i + "/handler", Kind.FILE, Presence.POSSIBLE);
        }
        if (manifest.at("/events").size() > 0) {
            needs.add(RuntimeNeed.of("/events", "config/event_fabric.yaml", Kind.FILE, Presence.POSSIBLE));
        }
        manifest.text("/metadata/icon").filter(icon -> !isExternal(icon)).ifPresent(this::icon);
    }

    private void icon(String icon) {
        String relative = icon.replaceFirst("^(?:\\./|/)+", "");
        List<String> places = Stream.concat(ICON_FOLDERS.stream(), manifest.text(ADMIN + "/static_dir").stream())
                .map(folder -> folder + "/" + relative)
                .toList();
        needs.add(new RuntimeNeed("/metadata/icon", icon, places, Kind.FILE, Presence.EXPECTED));
    }

    /** Whether it is a URL, or the name of an icon in a collection of the host. */
    private static boolean isExternal(String icon) {
        return icon.contains("://") || icon.startsWith("data:") || icon.startsWith("i-") || !icon.contains(".");
    }

    private void add(String pointer, Kind kind, Presence presence) {
        // The host starts programs with an absolute path from its own system.
        manifest.text(pointer)
                .filter(path -> kind != Kind.PROGRAM || !path.startsWith("/") || pointer.equals("/runtime/entry"))
                .filter(RuntimeNeeds::isLiteral)
                .ifPresent(path -> needs.add(RuntimeNeed.of(pointer, path, kind, presence)));
    }

    /** Arguments such as {@code ./config.yaml} and {@code --config=backend/etc/config.yaml}. */
    private void arguments(String pointer, int from) {
        for (int i = from; i < manifest.at(pointer).size(); i++) {
            String argument = pointer + "/" + i;
            Optional<String> path = manifest.text(argument)
                    .map(text -> text.startsWith("-") ? text.substring(text.indexOf('=') + 1) : text)
                    .filter(text -> !text.startsWith("-") && !text.startsWith("/") && isPath(text) && isLiteral(text));
            path.ifPresent(text -> needs.add(RuntimeNeed.of(argument, text, Kind.FILE, Presence.POSSIBLE)));
        }
    }

    /** The pointers of the texts at a pointer, which is a text or a list. */
    private List<String> texts(String pointer) {
        JsonNode node = manifest.at(pointer);
        List<String> pointers = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            pointers.add(pointer + "/" + i);
        }
        return node.isTextual() ? List.of(pointer) : pointers;
    }

    private boolean is(String pointer, String value) {
        return manifest.text(pointer).filter(value::equals).isPresent();
    }

    /** As in lifecycle.go. */
    private static boolean isPath(String text) {
        return text.startsWith(".") || text.contains("/") || text.contains("\\");
    }

    private static boolean isLiteral(String text) {
        return !text.contains("${") && !text.contains("{{") && !text.contains("://");
    }
}
