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
 * Excludes files from packages by name, whatever the project's patterns are.
 *
 * @param kind of the rejection if the file is an error; null if it is only left out
 * @param reason a clause to show
 */
record ExclusionRule(RejectedFile.@Nullable Kind kind, String reason) {
    private static final Set<String> FOLDERS =
            Set.of(".git", ".hg", ".svn", ".idea", ".vscode", ".px-plugin", "__macosx", ".pnpm-store");

    private static final String TOOL = "a tool's data";
    private static final Set<String> OWN_FILES = Set.of("publish-receipt.json", "publish-debug.log");
    private static final Pattern ENVIRONMENT_SAMPLE = Pattern.compile("\\.env\\.(?:example|sample|template|dist)");
    private static final Pattern PRIVATE_KEY =
            Pattern.compile(".*\\.(?:key|p12|pfx|jks|keystore|ppk)|id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?");

    /** Results of earlier publishes, which would make each package differ from the one before. */
    static final ExclusionRule OWN = new ExclusionRule(null, "written by the publisher itself");

    /** The rule that excludes a file, such as the one that stands for the repository of a submodule; empty if there is none. */
    static Optional<ExclusionRule> file(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (name.startsWith(".env") && !ENVIRONMENT_SAMPLE.matcher(name).matches()) {
            return Optional.of(
                    new ExclusionRule(RejectedFile.Kind.ENVIRONMENT_FILE, "environment files contain secrets"));
        }
        if (PRIVATE_KEY.matcher(name).matches()) {
            return Optional.of(
                    new ExclusionRule(RejectedFile.Kind.PRIVATE_KEY, "its name is that of a private key or key store"));
        }
        if (name.equals(".git")) {
            return Optional.of(new ExclusionRule(null, TOOL));
        }
        if (OWN_FILES.contains(name) || name.endsWith(".pxp") || name.endsWith(".integrity.txt")) {
            return Optional.of(OWN);
        }
        return Optional.empty();
    }

    /** Why a folder is excluded with everything below it; empty if it is not. */
    static Optional<String> folder(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        if (FOLDERS.contains(name)) {
            return Optional.of(TOOL);
        }
        if (name.equals("node_modules") && !PackageLayout.isBuildOutput(path)) {
            return Optional.of("modules that the front end is built from");
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
}
