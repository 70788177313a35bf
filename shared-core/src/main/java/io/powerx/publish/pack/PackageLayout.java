package io.powerx.publish.pack;

import java.util.List;
import java.util.Set;

/**
 * Which files belong in a package: those that PowerX's host reads at install and run time (loader.go and install.go of the host, the
 * installable packages of real plugins), without the sources.
 */
public final class PackageLayout {
    public static final String MANIFEST = "plugin.yaml";
    public static final String INTEGRITY = "integrity.txt";
    public static final String SIGNATURE = "manifest.signature";

    private static final Set<String> FILES = Set.of(
            MANIFEST,
            "manifest.json",
            "rbac.json",
            "docs/release-notes.md",
            "CHANGELOG.md",
            "LICENSE",
            "LICENSE.md",
            "LICENSE.txt",
            "NOTICE",
            "NOTICE.md",
            "NOTICE.txt");

    private static final List<String> TREES = List.of(
            "plugin.d",
            "migrations",
            "contracts",
            "config",
            "assets",
            "skills",
            "backend/bin",
            "backend/etc",
            "backend/config",
            "backend/contracts",
            "backend/i18n",
            "backend/migrations",
            "backend/assets",
            "backend/templates",
            "web-admin/.output",
            "web-admin/dist",
            "web-admin/i18n");

    /** The output of a bundler contains node_modules that it needs at run time; anywhere else they are build inputs. */
    private static final List<String> BUILD_OUTPUT = List.of("web-admin/.output", "web-admin/dist");

    private static final List<String> EXECUTABLE_TREES = List.of("backend/bin");

    private PackageLayout() {}

    /** Whether a file with that path belongs in a package. */
    public static boolean contains(String path) {
        return FILES.contains(path) || (isBelow(path, TREES) && !isGoSource(path));
    }

    /** Whether a folder may contain files that belong in a package. */
    public static boolean reaches(String folder) {
        return isBelow(folder, TREES)
                || TREES.stream().anyMatch(tree -> tree.equals(folder) || tree.startsWith(folder + "/"))
                || FILES.stream().anyMatch(file -> file.startsWith(folder + "/"));
    }

    /** Whether a path is below the output folder of a bundler. */
    public static boolean isBuildOutput(String path) {
        return isBelow(path, BUILD_OUTPUT);
    }

    /** Whether the host makes a file executable regardless of its mode (install.go). */
    public static boolean isExecutable(String path) {
        return isBelow(path, EXECUTABLE_TREES);
    }

    /** Whether a path may be a program, so that the file's first bytes have to be checked. */
    public static boolean mayHoldPrograms(String path) {
        return path.startsWith("backend/");
    }

    /** Whether the packer generates the file with that path. */
    public static boolean isReserved(String path) {
        return path.equals(INTEGRITY) || path.equals(SIGNATURE);
    }

    /** Why a path does not belong in a package. */
    public static String reasonOutside(String path) {
        if (path.startsWith("backend/")) {
            return isGoSource(path)
                    ? "source code; packages contain the built back end"
                    : "not part of the back end that the host runs (bin, etc, config, contracts, i18n, migrations, assets,"
                            + " templates); artifacts.include adds it";
        }
        if (path.startsWith("web-admin/")) {
            return "not built output of the front end (.output, dist, i18n); artifacts.include adds it";
        }
        return "not part of a package; artifacts.include adds it";
    }

    private static boolean isGoSource(String path) {
        return path.startsWith("backend/") && path.endsWith(".go");
    }

    private static boolean isBelow(String path, List<String> trees) {
        for (String tree : trees) {
            if (path.length() > tree.length() && path.charAt(tree.length()) == '/' && path.startsWith(tree)) {
                return true;
            }
        }
        return false;
    }
}
