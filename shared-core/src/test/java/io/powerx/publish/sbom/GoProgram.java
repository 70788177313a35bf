package io.powerx.publish.sbom;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes of a program with build information in the form of Go 1.18 and newer (Go's cmd/link and debug/buildinfo). */
final class GoProgram {
    private static final String SENTINEL = "0123456789abcdef";

    private GoProgram() {}

    /** @param modules lines such as {@code dep<TAB>path<TAB>version<TAB>sum} */
    static byte[] of(String goVersion, String modules) {
        ByteArrayOutputStream program = new ByteArrayOutputStream();
        program.writeBytes(new byte[] {0x7f, 'E', 'L', 'F'});
        program.writeBytes(new byte[100_000]);
        // A program that reads build information contains the magic bytes as a constant, too.
        program.writeBytes("\u00ff Go buildinf:\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1));
        program.writeBytes(new byte[200]);
        program.writeBytes("\u00ff Go buildinf:\u0008\u0002".getBytes(StandardCharsets.ISO_8859_1));
        program.writeBytes(new byte[16]);
        text(program, goVersion);
        text(program, SENTINEL + modules + SENTINEL);
        program.writeBytes(new byte[1_000]);
        return program.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = bytes.length;
        while (length >= 0x80) {
            out.write((length & 0x7f) | 0x80);
            length >>= 7;
        }
        out.write(length);
        out.writeBytes(bytes);
    }
}
