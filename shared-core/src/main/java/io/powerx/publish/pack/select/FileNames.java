package io.powerx.publish.pack.select;

import io.powerx.publish.io.Utf8;
import io.powerx.publish.pack.EntryName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.text.Normalizer;

/** Decodes file names in the same way in every locale. */
final class FileNames {
    private FileNames() {}

    /**
     * The last part of a path, in NFC. On POSIX systems names are bytes, and a JVM in the C locale cannot decode UTF-8, but its
     * {@code file:} URIs still contain the bytes. A name that is not UTF-8 keeps U+FFFD, which {@link EntryName} rejects.
     */
    static String of(Path file) {
        String name = String.valueOf(file.getFileName());
        if (EntryName.isAscii(name)) {
            return name;
        }
        boolean nativePath = file.getFileSystem() == FileSystems.getDefault() && name.indexOf('\ufffd') >= 0;
        return Normalizer.normalize(nativePath ? fromUri(file, name) : name, Normalizer.Form.NFC);
    }

    private static String fromUri(Path file, String fallback) {
        String raw = file.toUri().getRawPath();
        String trimmed = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
        String encoded = trimmed.substring(trimmed.lastIndexOf('/') + 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) == '%') {
                bytes.write(Integer.parseInt(encoded.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(encoded.charAt(i));
            }
        }
        try {
            return Utf8.decode(bytes.toByteArray());
        } catch (CharacterCodingException e) {
            return fallback;
        }
    }
}
