package io.powerx.publish.pack;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.Utf8;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * integrity.txt: a line <code>sha256, two spaces, path</code> for each file, sorted by the bytes of the path, as the base template's
 * hash_package.py writes it and {@code sha256sum -c} reads it.
 */
public final class IntegrityList {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.+)", Pattern.DOTALL);

    private IntegrityList() {}

    /** The bytes of the list; the entries must be sorted. */
    public static byte[] write(List<PackageEntry> entries) {
        int size = 0;
        for (PackageEntry entry : entries) {
            size += line(entry).length;
        }
        ByteBuffer list = ByteBuffer.allocate(size);
        for (PackageEntry entry : entries) {
            list.put(line(entry));
        }
        return list.array();
    }

    /** Whether {@link #write} would write exactly these bytes. */
    public static boolean isListOf(List<PackageEntry> entries, byte[] bytes) {
        int position = 0;
        for (PackageEntry entry : entries) {
            byte[] line = line(entry);
            int end = position + line.length;
            if (end > bytes.length || !Arrays.equals(bytes, position, end, line, 0, line.length)) {
                return false;
            }
            position = end;
        }
        return position == bytes.length;
    }

    private static byte[] line(PackageEntry entry) {
        return (entry.sha256() + "  " + entry.path() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a list. Besides the entries, only the header line of older samples is allowed.
     *
     * @return path to digest, in the list's order
     * @throws PublishException {@link ErrorCode#PACKAGE_INVALID}
     */
    public static Map<String, String> parse(byte[] bytes) {
        Map<String, String> digests = new LinkedHashMap<>();
        String text = decode(bytes);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw invalid("its last line has no line feed");
        }
        int number = 0;
        for (int start = 0; start < text.length(); ) {
            int end = text.indexOf('\n', start);
            String line = text.substring(start, end);
            start = end + 1;
            number++;
            if (number == 1 && line.equals("sha256  file")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw invalid("line " + number + " is not a digest, two spaces and a path");
            }
            if (digests.putIfAbsent(matcher.group(2), matcher.group(1)) != null) {
                throw invalid("line " + number + " lists a file for the second time");
            }
        }
        return digests;
    }

    private static String decode(byte[] bytes) {
        try {
            return Utf8.decode(bytes);
        } catch (CharacterCodingException e) {
            throw invalid("it is not UTF-8");
        }
    }

    private static PublishException invalid(String found) {
        return PublishException.of(ErrorCode.PACKAGE_INVALID, "read " + PackageLayout.INTEGRITY, found);
    }
}
