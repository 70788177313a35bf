package io.powerx.publish.pack.select;

import io.powerx.publish.pack.PackageLayout;
import io.powerx.publish.pack.RejectedFile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Excludes files from packages by name.
 *
 * @param kind of the rejection if the file is an error; null if it is only left out
 * @param reason a clause to show
 * @param always whether the file is excluded even if a pattern of artifacts.include matches it
 */
record ExclusionRule(RejectedFile.@Nullable Kind kind, String reason, boolean always) {
    private static final Set<String> FOLDERS =
            Set.of(".git", ".hg", ".svn", ".idea", ".vscode", ".px-plugin", "__macosx", ".pnpm-store");
    private static final Set<String> OWN_FILES = Set.of("publish-receipt.json", "publish-debug.log");
    private static final Set<String> LEFTOVERS = Set.of(".ds_store", "thumbs.db", "desktop.ini");
    private static final Set<String> TOOL_FILES =
            Set.of(".gitignore", ".gitattributes", ".gitmodules", ".npmrc", ".yarnrc", ".yarnrc.yml", ".netrc");
    private static final Pattern LEFTOVER = Pattern.compile(".*~|.*\\.(?:swp|swo|orig|rej|bak|tmp)|\\.#.*|#.*#|\\._.*");
    private static final Pattern ENVIRONMENT_SAMPLE = Pattern.compile("\\.env\\.(?:example|sample|template|dist)");
    private static final Pattern PRIVATE_KEY =
            Pattern.compile(".*\\.(?:key|p12|pfx|jks|keystore|ppk)|id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?");

    /** Results of earlier publishes, which would make each package differ from the one before. */
    static final ExclusionRule OWN = new ExclusionRule(null, "written by the publisher itself", true);

    /** The rule that excludes a file; empty if there is none. */
    static Optional<ExclusionRule> file(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (ENVIRONMENT_SAMPLE.matcher(name).matches()) {
            return leftOut("a sample of an environment file");
        }
        if (name.startsWith(".env")) {
            return Optional.of(
                    new ExclusionRule(RejectedFile.Kind.ENVIRONMENT_FILE, "environment files contain secrets", true));
        }
        if (PRIVATE_KEY.matcher(name).matches()) {
            return Optional.of(new ExclusionRule(
                    RejectedFile.Kind.PRIVATE_KEY, "its name is that of a private key or key store", true));
        }
        if (name.endsWith(".map")) {
            return leftOut("a source map; artifacts.include with a pattern that ends in .map adds it");
        }
        if (TOOL_FILES.contains(name)) {
            return leftOut("the settings of a tool");
        }
        if (LEFTOVERS.contains(name) || LEFTOVER.matcher(name).matches()) {
            return leftOut("a leftover of an editor or file manager");
        }
        if (OWN_FILES.contains(name) || name.endsWith(".pxp") || name.endsWith(".integrity.txt")) {
            return Optional.of(OWN);
        }
        return Optional.empty();
    }

    /** The rule that excludes a folder with everything below it; empty if there is none. */
    static Optional<ExclusionRule> folder(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (FOLDERS.contains(name)) {
            return leftOut("the data of a tool");
        }
        if (name.equals("node_modules") && !PackageLayout.isBuildOutput(path)) {
            return leftOut("modules that the front end is built from");
        }
        return Optional.empty();
    }

    /** Whether a link, whatever its own name, must not point to that path of the project. */
    static boolean excludesLinkTo(List<String> parts) {
        if (parts.stream().anyMatch(part -> FOLDERS.contains(part.toLowerCase(Locale.ROOT)))) {
            return true;
        }
        return file(String.join("/", parts))
                .filter(forbidden -> forbidden.kind() != null)
                .isPresent();
    }

    private static Optional<ExclusionRule> leftOut(String reason) {
        return Optional.of(new ExclusionRule(null, reason, false));
    }
}
