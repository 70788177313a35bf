package io.powerx.publish.sbom;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The build information that the Go linker stores in programs (Go's debug/buildinfo), since Go 1.18. The program is searched from its
 * beginning, in constant memory; its format, such as ELF or PE, does not matter for that.
 *
 * @param goVersion such as {@code 1.22.1}
 * @param modules the modules in the program, without the main one
 */
record GoBuildInfo(String goVersion, List<Component> modules) {
    private static final byte[] MAGIC = "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEADER = 32;
    private static final int FLAGS = 15;
    /** The version and the modules follow the header, instead of pointers to them. */
    private static final int INLINE = 2;

    private static final int MAX_VERSION = 200;
    private static final int MAX_MODULES = 4 << 20;
    private static final int SENTINEL = 16;
    private static final Pattern VERSION = Pattern.compile("go\\d[\\w.+-]{0,100}(?: .{0,100})?");

    /** The build information of a program; empty if it is not a Go program, or one of an older Go. The caller closes the stream. */
    static Optional<GoBuildInfo> read(InputStream program) throws IOException {
        BufferedInputStream in = new BufferedInputStream(program, 1 << 16);
        while (skipMagic(in)) {
            in.mark(HEADER + MAX_VERSION + MAX_MODULES + 20);
            Optional<GoBuildInfo> found = parse(in);
            if (found.isPresent()) {
                return found;
            }
            in.reset();
        }
        return Optional.empty();
    }

    /** No prefix of the magic bytes occurs in them again, so the search never has to go back. */
    private static boolean skipMagic(InputStream in) throws IOException {
        int matched = 0;
        for (int value = in.read(); value >= 0; value = in.read()) {
            if (value == (MAGIC[matched] & 0xff)) {
                matched++;
                if (matched == MAGIC.length) {
                    return true;
                }
            } else {
                matched = value == (MAGIC[0] & 0xff) ? 1 : 0;
            }
        }
        return false;
    }

    private static Optional<GoBuildInfo> parse(InputStream in) throws IOException {
        try {
            byte[] rest = in.readNBytes(HEADER - MAGIC.length);
            if (rest.length < HEADER - MAGIC.length || (rest[FLAGS - MAGIC.length] & INLINE) == 0) {
                return Optional.empty();
            }
            String version = new String(bytes(in, MAX_VERSION), StandardCharsets.UTF_8);
            if (!VERSION.matcher(version).matches()) {
                return Optional.empty();
            }
            byte[] modules = bytes(in, MAX_MODULES);
            String text = modules.length > 2 * SENTINEL
                    ? new String(
                            Arrays.copyOfRange(modules, SENTINEL, modules.length - SENTINEL), StandardCharsets.UTF_8)
                    : "";
            return Optional.of(new GoBuildInfo(version.substring(2).replaceFirst(" .*", ""), modules(text)));
        } catch (EOFException e) {
            return Optional.empty();
        }
    }

    /** A text with its length before it, as a varint. */
    private static byte[] bytes(InputStream in, int limit) throws IOException {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int value = in.read();
            if (value < 0 || shift > 21) {
                throw new EOFException();
            }
            length |= (value & 0x7f) << shift;
            if (value < 0x80) {
                break;
            }
        }
        if (length > limit) {
            throw new EOFException();
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    /** A line {@code =>} replaces the module of the line before it. */
    private static List<Component> modules(String text) {
        List<Component> modules = new ArrayList<>();
        boolean replaceable = false;
        for (String line : text.lines().toList()) {
            String[] fields = line.split("\t", -1);
            boolean replacement = fields[0].equals("=>") && replaceable;
            if (replacement) {
                modules.remove(modules.size() - 1);
            }
            boolean module = (replacement || fields[0].equals("dep")) && fields.length >= 3;
            if (module) {
                modules.add(Component.go(fields[1], fields[2]));
            }
            replaceable = module && !replacement;
        }
        return List.copyOf(modules);
    }
}
