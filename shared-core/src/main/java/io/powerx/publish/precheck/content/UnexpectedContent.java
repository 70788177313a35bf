package io.powerx.publish.precheck.content;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Recognizes files whose content is not what their name suggests, because a download or a checkout failed: pointers of Git LFS, error
 * pages, and files with the name of an archive that are not one.
 */
final class UnexpectedContent {
    private static final String LFS = "version https://git-lfs.github.com/spec/v1";
    private static final int MAX_MARKUP = 1024;

    /** The first bytes of files with these extensions. */
    private static final Map<String, byte[]> MAGIC = Map.of(
            "gz", new byte[] {0x1f, (byte) 0x8b},
            "tgz", new byte[] {0x1f, (byte) 0x8b},
            "zip", new byte[] {'P', 'K'},
            "jar", new byte[] {'P', 'K'},
            "whl", new byte[] {'P', 'K'},
            "wasm", new byte[] {0, 'a', 's', 'm'},
            "woff2", new byte[] {'w', 'O', 'F', '2'},
            "png", new byte[] {(byte) 0x89, 'P', 'N', 'G'});

    /** Files that are neither HTML nor XML, and no templates. */
    private static final Set<String> NO_MARKUP = Set.of(
            "7z", "bin", "bz2", "css", "csv", "dll", "dylib", "exe", "gif", "ico", "jpeg", "jpg", "js", "json", "cjs",
            "mjs", "node", "otf", "pdf", "proto", "py", "sh", "so", "sql", "tar", "toml", "ttf", "webp", "woff", "xz",
            "yaml", "yml", "zst");

    private UnexpectedContent() {}

    /** What the file is instead, as a clause; empty if nothing is unexpected. */
    static Optional<String> of(String path, Head head) {
        if (head.startsWith(LFS)) {
            return Optional.of("it is a Git LFS pointer; the file itself was not fetched");
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        String extension =
                name.contains(".") ? name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT) : "";
        byte[] magic = MAGIC.get(extension);
        boolean program = extension.isEmpty() && path.startsWith("backend/bin/");
        if (head.length() == 0 || (magic == null && !program && !NO_MARKUP.contains(extension))) {
            return Optional.empty();
        }
        Optional<String> markup = markup(head);
        if (markup.isPresent() || magic == null || head.startsWith(magic)) {
            return markup;
        }
        // Images with the extension of another format are common, and browsers show them.
        return head.isText() ? Optional.of("it is a text, not a ." + extension + " file") : Optional.empty();
    }

    private static Optional<String> markup(Head head) {
        int start = head.textStart();
        int end = Math.min(head.length(), start + MAX_MARKUP);
        if (start == end || head.at(start) > '<') {
            return Optional.empty();
        }
        String text = head.text(start, end).strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype html") || text.startsWith("<html") || text.startsWith("<head>")) {
            return Optional.of("it is an HTML page, such as a server sends for an error");
        }
        boolean error = text.startsWith("<error>")
                || (text.startsWith("<?xml") && text.contains("<error>") && text.contains("<code>"));
        return error ? Optional.of("it is the XML error message of a server") : Optional.empty();
    }
}
