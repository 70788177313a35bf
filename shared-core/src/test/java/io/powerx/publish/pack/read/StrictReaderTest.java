package io.powerx.publish.pack.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.powerx.publish.io.Sha256;
import io.powerx.publish.pack.IntegrityList;
import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.pack.write.TarHeader;
import io.powerx.publish.pack.write.ZipRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader accepts what the packer writes, and nothing that differs from it in a single field. */
class StrictReaderTest {
    private static final long TIME = 315_532_800L;
    private static final int DOS_TIME = 0x00210000;
    private static final int BLOCK = TarHeader.BLOCK;
    private static final String LONG = "web-admin/.output/" + "deep/".repeat(20) + "x".repeat(110) + ".mjs";
    private static final String SPLIT = "web-admin/.output/" + "deep/".repeat(10) + "y".repeat(60) + ".mjs";
    private static final List<String> NAMES =
            List.of("assets/empty", "assets/\u56fe\u6807.svg", "backend/bin/plugin", "plugin.yaml", LONG, SPLIT);

    @TempDir
    Path temp;

    @Test
    void what_the_packer_writes_is_accepted() throws IOException {
        PackageContents tar = read(gzip(tar()));
        PackageContents zip = read(zip(UnaryOperator.identity(), UnaryOperator.identity(), new byte[0]));

        assertThat(tar.problems()).isEmpty();
        assertThat(zip.problems()).isEmpty();
        assertThat(tar.entries()).extracting(PackageEntry::path).containsExactlyElementsOf(NAMES);
        assertThat(zip.entries()).isEqualTo(tar.entries());
        assertThat(tar.integrity()).isEqualTo(IntegrityList.write(tar.entries()));
    }

    @Test
    void no_byte_of_a_tar_header_can_be_changed_unnoticed() throws IOException {
        byte[] tar = tar();
        List<PackageEntry> original = read(gzip(tar)).entries();
        int headers = 0;
        for (int block = 0; block < tar.length; block += BLOCK) {
            if (!isHeader(tar, block)) {
                continue;
            }
            headers++;
            for (int at = block; at < block + BLOCK; at++) {
                String where = "offset " + (at - block) + " of the header at " + block;
                byte[] changed = tar.clone();
                changed[at] ^= 1;
                assertNoticed(changed, original, where);
                repairChecksum(changed, block);
                if (!Arrays.equals(changed, tar)) {
                    assertNoticed(changed, original, where + ", with its checksum repaired");
                }
            }
        }
        assertThat(headers).isEqualTo(NAMES.size() + 3);
    }

    @Test
    void no_byte_between_headers_and_contents_of_a_tar_can_be_changed() throws IOException {
        byte[] tar = tar();
        byte[] padding = tar.clone();
        int content = indexOf(tar, "#!/bin/sh");
        padding[content + 100] = 1;
        assertThat(problems(padding))
                .containsExactly("\"backend/bin/plugin\": there is data between it and the next file");

        byte[] end = tar.clone();
        end[tar.length - BLOCK] = 1;
        assertThat(problems(end)).containsExactly("the archive has one zero block at its end instead of two");
        assertThat(problems(Arrays.copyOf(tar, tar.length + BLOCK)))
                .containsExactly("there is data after the end of the archive");
    }

    static Stream<Arguments> headers_that_readers_disagree_on() {
        byte[] plain = header("plugin.yaml", 4, false);
        byte[] content = padded("id: x");
        return Stream.of(
                arguments("a folder with a size", edited(plain, h -> h[156] = '5'), "it is a folder"),
                arguments("a symbolic link", edited(plain, h -> h[156] = '2'), "it is a link"),
                arguments("a hard link", edited(plain, h -> h[156] = '1'), "it is a link"),
                arguments("a device", edited(plain, h -> h[156] = '3'), "it is not a regular file"),
                arguments("a file of the old type", edited(plain, h -> h[156] = 0), "it is not a regular file"),
                arguments("a global pax header", edited(plain, h -> h[156] = 'g'), "a header of a kind"),
                arguments(
                        "a long GNU name, then pax",
                        joined(edited(plain, h -> h[156] = 'L'), content, pax("path=plugin.yaml"), plain),
                        "a header of a kind"),
                arguments(
                        "pax, then a long GNU name",
                        joined(pax("path=plugin.yaml"), edited(plain, h -> h[156] = 'L'), content, plain),
                        "a header of a kind"),
                arguments(
                        "two pax headers",
                        joined(pax("path=" + LONG), pax("path=plugin.yaml"), plain),
                        "a header of a kind"),
                arguments("pax without need", joined(pax("path=plugin.yaml"), plain), "another kind of header"),
                arguments("pax with a size", joined(pax("size=4"), plain), "another kind of header"),
                arguments("pax with a time", joined(pax("mtime=1"), plain), "a record that the packer does not write"),
                arguments(
                        "pax with the path twice",
                        joined(pax("path=a", "path=b"), plain),
                        "a record that the packer does not write"),
                arguments("an empty pax header", joined(paxHeader(0), plain), "a pax header is empty"),
                arguments("pax of 8 GiB", joined(paxHeader(8L << 30), plain), "a pax header is empty or longer"),
                arguments("GNU magic", edited(plain, h -> set(h, 257, "ustar  \0")), "format"),
                arguments(
                        "GNU magic with a prefix",
                        edited(plain, h -> {
                            set(h, 257, "ustar  \0");
                            set(h, 345, "../../evil");
                        }),
                        "name"),
                arguments("a size that begins with NUL", edited(plain, h -> h[124] = 0), "size"),
                arguments("a size with blanks", edited(plain, h -> set(h, 124, "          4 ")), "size"),
                arguments("a binary size", edited(plain, h -> h[124] = (byte) 0x80), "size"),
                arguments(
                        "a prefix without need",
                        edited(plain, h -> {
                            set(h, 0, "b\0\0\0\0\0\0\0\0\0\0\0");
                            set(h, 345, "a");
                        }),
                        "name"),
                arguments("setuid", edited(plain, h -> set(h, 100, "0004755")), "mode"),
                arguments("writable by all", edited(plain, h -> set(h, 100, "0000666")), "mode"),
                arguments("another owner", edited(plain, h -> set(h, 108, "0001750")), "owner"),
                arguments("an owner's name", edited(plain, h -> set(h, 265, "root")), "owner's name"),
                arguments("a link name", edited(plain, h -> set(h, 157, "/etc/passwd")), "link name"),
                arguments("executable data", header("plugin.yaml", 4, true), "its mode is not the one"),
                arguments(
                        "a program that is not executable",
                        header("backend/bin/x", 4, false),
                        "its mode is not the one"),
                arguments("a parent folder", header("../plugin.yaml", 4, false), "empty part"),
                arguments("an absolute name", header("/plugin.yaml", 4, false), "absolute"),
                arguments("a decomposed name", header("assets/e\u0301", 4, false), "normal form C"),
                arguments(
                        "more than the archive may have",
                        header("plugin.yaml", 1L << 40, false),
                        "far more than its size"),
                arguments("a checksum with another ending", edited(plain, h -> {}, h -> h[155] = 0), "checksum"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void headers_that_readers_disagree_on(String kind, byte[] headers, String reason) throws IOException {
        assertThat(problems(joined(headers, padded("id: "), new byte[2 * BLOCK])))
                .singleElement()
                .asString()
                .contains(reason);
    }

    @Test
    void files_are_in_the_order_of_their_names_with_the_list_and_the_signature_at_the_end() throws IOException {
        assertThat(problems(tarOf("plugin.yaml", "assets/a")))
                .singleElement()
                .asString()
                .contains("order");
        assertThat(problems(tarOf("assets/a", "assets/a")))
                .singleElement()
                .asString()
                .contains("the name occurs twice");
        assertThat(problems(tarOf("assets/A", "assets/a")))
                .singleElement()
                .asString()
                .contains("is the same as");
        assertThat(problems(tarOf("assets/stra\u00dfe", "assets/strasse")))
                .singleElement()
                .asString()
                .contains("same");
        assertThat(problems(tarOf("a", "integrity.txt", "plugin.yaml")))
                .singleElement()
                .asString()
                .contains("order");
        assertThat(problems(tarOf("a", "manifest.signature")))
                .singleElement()
                .asString()
                .contains("order");
        assertThat(problems(tarOf("integrity.txt"))).singleElement().asString().contains("no file that it lists");
        assertThat(problems(tarOf("a", "integrity.txt", "manifest.signature"))).isEmpty();
    }

    @Test
    void files_of_different_times_are_refused() throws IOException {
        byte[] later = TarHeader.encode("b", 0, false, TIME + 1);

        assertThat(problems(joined(header("a", 0, false), later, new byte[2 * BLOCK])))
                .containsExactly("\"b\": its time is not that of the other files");
    }

    @Test
    void deep_folders_do_not_fill_the_memory() throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (int i = 1000; i < 1300; i++) {
            tar.writeBytes(header(i + "/" + "d/".repeat(490) + "f", 0, false));
        }
        tar.writeBytes(new byte[2 * BLOCK]);

        assertThat(problems(tar.toByteArray())).singleElement().asString().contains("more than 100000 folders");
    }

    @Test
    void a_list_that_is_far_longer_than_the_files_need_is_refused() throws IOException {
        long size = 60 << 20;

        assertThat(problems(joined(header("a", 0, false), header("integrity.txt", size, false))))
                .singleElement()
                .asString()
                .contains("\"integrity.txt\": it is larger than");
    }

    @Test
    void no_byte_of_a_zip_outside_the_compressed_data_can_be_changed() throws IOException {
        byte[] zip = zip(UnaryOperator.identity(), UnaryOperator.identity(), new byte[0]);
        boolean[] data = new boolean[zip.length];
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int central = bytes.getInt(zip.length - 6);
        for (int at = central; bytes.getInt(at) == 0x02014b50; at += ZipRecords.CENTRAL + bytes.getShort(at + 28)) {
            int start = bytes.getInt(at + 42) + ZipRecords.LOCAL + bytes.getShort(at + 28);
            Arrays.fill(data, start, start + bytes.getInt(at + 20), true);
        }
        int tried = 0;
        for (int at = 0; at < zip.length; at++) {
            if (!data[at]) {
                byte[] changed = zip.clone();
                changed[at] ^= 1;
                assertThat(read(changed).problems()).as("offset " + at).hasSize(1);
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(NAMES.size() * 100);
    }

    static Stream<Arguments> zips_that_readers_disagree_on() {
        byte[] unicodePath = extra(0x7075, "\1\0\0\0\0backend/bin/evil");
        return Stream.of(
                arguments("a Unicode path", extended(30, unicodePath), extended(46, unicodePath), "extra field"),
                arguments("an extra field of the entry only", extended(30, unicodePath), same(), "header"),
                arguments("a link made on a Mac", same(), attributes(19, 0120777), "version"),
                arguments("a link made on Unix", same(), attributes(3, 0120777), "mode"),
                arguments("a link made by another system", same(), attributes(16, 0120777), "version"),
                arguments("a DOS folder", same(), changed(38, 0x10), "mode"),
                arguments("setuid", same(), attributes(3, 0104755), "mode"),
                arguments("an encrypted entry", changed(6, 0x09), changed(8, 0x09), "flags"),
                arguments("a stored entry", changed(8, 0), changed(10, 0), "compression method"),
                arguments(
                        "a comment",
                        same(),
                        (UnaryOperator<byte[]>) StrictReaderTest::commented,
                        "extra field or comment"),
                arguments("another volume", same(), changed(34, 1), "volume"),
                arguments("an impossible date", changed(12, 0), changed(14, 0), "it has no time"),
                arguments("another version", changed(4, 45), changed(6, 45), "version"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void zips_that_readers_disagree_on(
            String kind, UnaryOperator<byte[]> local, UnaryOperator<byte[]> central, String reason) throws IOException {
        assertThat(read(zip(local, central, new byte[0])).problems())
                .singleElement()
                .asString()
                .contains(reason);
    }

    @Test
    void a_zip_with_data_between_its_entries_and_the_directory_is_refused() throws IOException {
        assertThat(read(zip(same(), same(), new byte[] {1})).problems())
                .containsExactly("there is data between the entries and the directory");
    }

    @Test
    void declared_sizes_beyond_the_limit_are_refused_before_anything_is_decompressed() throws IOException {
        UnaryOperator<byte[]> huge = changed32(24, 300 << 20);

        assertThat(read(zip(same(), huge, new byte[0])).problems())
                .containsExactly("it unpacks to far more than its size");
    }

    private static byte[] tar() {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        List<PackageEntry> entries = new ArrayList<>();
        for (String name : NAMES) {
            byte[] content = content(name);
            boolean executable = name.startsWith("backend/bin/");
            tar.writeBytes(joined(header(name, content.length, executable), padded(content)));
            entries.add(new PackageEntry(name, content.length, executable, Sha256.hex(content)));
        }
        byte[] list = IntegrityList.write(entries);
        return joined(
                tar.toByteArray(), header("integrity.txt", list.length, false), padded(list), new byte[2 * BLOCK]);
    }

    private static byte[] tarOf(String... names) {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (String name : names) {
            tar.writeBytes(header(name, 0, false));
        }
        tar.writeBytes(new byte[2 * BLOCK]);
        return tar.toByteArray();
    }

    private static byte[] content(String name) {
        String text =
                switch (name) {
                    case "assets/empty" -> "";
                    case "backend/bin/plugin" -> "#!/bin/sh\n";
                    case "plugin.yaml" -> "id: x\nversion: 1.0.0\n";
                    default -> "content of " + name;
                };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A ZIP of the same files; the first entry's records are edited. */
    private static byte[] zip(UnaryOperator<byte[]> local, UnaryOperator<byte[]> central, byte[] between) {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        for (String name : NAMES) {
            boolean first = name.equals(NAMES.get(0));
            byte[] content = content(name);
            byte[] packed = deflate(content);
            CRC32 crc = new CRC32();
            crc.update(content);
            ZipRecords.Entry entry = new ZipRecords.Entry(
                    name,
                    name.startsWith("backend/bin/"),
                    DOS_TIME,
                    crc.getValue(),
                    packed.length,
                    content.length,
                    zip.size());
            byte[] header = ZipRecords.local(name, DOS_TIME);
            byte[] record = ZipRecords.central(entry);
            zip.writeBytes(first ? local.apply(header) : header);
            zip.writeBytes(packed);
            zip.writeBytes(ZipRecords.descriptor(entry));
            directory.writeBytes(first ? central.apply(record) : record);
        }
        zip.writeBytes(between);
        int start = zip.size();
        zip.writeBytes(directory.toByteArray());
        zip.writeBytes(ZipRecords.end(NAMES.size(), start, directory.size()));
        return zip.toByteArray();
    }

    private static UnaryOperator<byte[]> same() {
        return UnaryOperator.identity();
    }

    private static UnaryOperator<byte[]> changed(int offset, int value) {
        return record -> {
            byte[] changed = record.clone();
            ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putShort(offset, (short) value);
            return changed;
        };
    }

    private static UnaryOperator<byte[]> changed32(int offset, int value) {
        return record -> {
            byte[] changed = record.clone();
            ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
            return changed;
        };
    }

    private static UnaryOperator<byte[]> attributes(int system, int mode) {
        return record ->
                changed32(38, mode << 16).apply(changed(4, system << 8 | 20).apply(record));
    }

    /** The record with an extra field behind its name; {@code fixed} is the length of what precedes the name. */
    private static UnaryOperator<byte[]> extended(int fixed, byte[] extra) {
        return record -> joined(
                changed(fixed == ZipRecords.LOCAL ? 28 : 30, extra.length).apply(record), extra);
    }

    private static byte[] commented(byte[] record) {
        return joined(changed(32, 2).apply(record), new byte[] {'h', 'i'});
    }

    private static byte[] extra(int id, String data) {
        byte[] bytes = data.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(4 + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) id)
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
    }

    private interface Edit {
        void apply(byte[] header);
    }

    private static byte[] header(String path, long size, boolean executable) {
        return TarHeader.encode(path, size, executable, TIME);
    }

    private static byte[] edited(byte[] header, Edit edit) {
        return edited(header, edit, h -> {});
    }

    private static byte[] edited(byte[] header, Edit edit, Edit afterChecksum) {
        byte[] changed = header.clone();
        edit.apply(changed);
        repairChecksum(changed, 0);
        afterChecksum.apply(changed);
        return changed;
    }

    private static byte[] pax(String... records) {
        StringBuilder text = new StringBuilder();
        for (String record : records) {
            int length = record.length() + 4;
            text.append(length > 99 ? length + 1 : length)
                    .append(' ')
                    .append(record)
                    .append('\n');
        }
        return joined(paxHeader(text.length()), padded(text.toString()));
    }

    private static byte[] paxHeader(long size) {
        return edited(header("PaxHeaders/plugin.yaml", size, false), h -> {
            h[156] = 'x';
            if (size > 077777777777L) {
                set(h, 124, "7777777777");
            }
        });
    }

    private static void set(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }

    private static void repairChecksum(byte[] tar, int block) {
        Arrays.fill(tar, block + 148, block + 156, (byte) ' ');
        int sum = 0;
        for (int i = block; i < block + BLOCK; i++) {
            sum += tar[i] & 0xff;
        }
        set(tar, block + 148, "%06o\0".formatted(sum));
    }

    private static boolean isHeader(byte[] tar, int block) {
        return new String(tar, block + 257, 5, StandardCharsets.ISO_8859_1).equals("ustar");
    }

    private void assertNoticed(byte[] tar, List<PackageEntry> original, String where) throws IOException {
        PackageContents contents = read(gzip(tar));
        if (contents.problems().isEmpty()) {
            boolean listed = Arrays.equals(contents.integrity(), IntegrityList.write(contents.entries()));
            assertThat(listed && contents.entries().equals(original)).as(where).isFalse();
        } else {
            assertThat(contents.problems()).as(where).singleElement().asString().doesNotContain("\n");
        }
    }

    private List<String> problems(byte[] tar) throws IOException {
        return read(gzip(tar)).problems();
    }

    private PackageContents read(byte[] archive) throws IOException {
        return PackageReader.read(Files.write(temp.resolve("package"), archive));
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static byte[] padded(String text) {
        return padded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] padded(byte[] content) {
        return Arrays.copyOf(content, content.length + TarHeader.padding(content.length));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(6, true);
        deflater.setInput(content);
        deflater.finish();
        byte[] packed = new byte[content.length + 100];
        int length = deflater.deflate(packed);
        deflater.end();
        return Arrays.copyOf(packed, length);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(content);
        }
        return zipped.toByteArray();
    }
}
