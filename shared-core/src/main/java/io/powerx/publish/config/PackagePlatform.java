package io.powerx.publish.config;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A platform that has its own package ({@code artifacts.platforms}).
 *
 * @param name operating system and architecture in the terms of Go, such as {@code linux-amd64}
 * @param replaced paths in the package, each with the folder or file of the project that takes its place; all paths are relative and
 *     have forward slashes
 */
public record PackagePlatform(String name, Map<String, String> replaced) implements Serializable {
    /** The platform of a package that is not for a particular one. */
    public static final String ANY = "any";

    /** The operating systems that a package may be for. */
    public static final List<String> SYSTEMS = List.of("linux", "darwin", "windows", "freebsd");

    /** Those that PowerX's host knows (install_file.go, detectExecutableFormat). */
    static final List<String> ARCHITECTURES = List.of("amd64", "arm64", "386");

    public PackagePlatform {
        replaced = Collections.unmodifiableMap(new LinkedHashMap<>(replaced));
    }

    /** All names. */
    static List<String> names() {
        return SYSTEMS.stream().flatMap(PackagePlatform::namesOf).toList();
    }

    private static Stream<String> namesOf(String system) {
        return ARCHITECTURES.stream().map(architecture -> system + "-" + architecture);
    }
}
