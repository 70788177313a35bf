package io.powerx.publish.pack.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One member, undamaged, and nothing after it. */
class GzipInputTest {
    private static final int HEADER = 10;
    private static final int FLAGS = 3;
    private static final int TRAILER = 8;
    private static final byte[] CONTENT = "the same text again, the same text again".getBytes(StandardCharsets.UTF_8);

    @Test
    void a_stream_of_one_member_is_read_to_its_end() throws IOException {
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);

        assertThat(read(gzip(content))).isEqualTo(content);
    }

    @Test
    void an_empty_member_is_read() throws IOException {
        assertThat(read(gzip(new byte[0]))).isEmpty();
    }

    @Test
    void single_bytes_and_skipped_bytes_count_towards_the_checksum() throws IOException {
        try (GzipInput in = new GzipInput(new ByteArrayInputStream(gzip(CONTENT)))) {
            assertThat(in.read()).isEqualTo('t');
            assertThat(in.skip(3)).isEqualTo(3);
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(CONTENT, 4, CONTENT.length));
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, identification",
        "1, identification",
        "2, compression method",
        "3, flags",
        "4, modification time",
        "5, modification time",
        "6, modification time",
        "7, modification time",
        "8, extra flags",
        "9, operating system"
    })
    void a_header_that_differs_from_the_packer_s_in_any_byte_is_refused(int index, String field) {
        assertRefused(change(gzip(CONTENT), index), "the gzip header differs from the packer's: " + field);
    }

    @Test
    void optional_fields_of_a_header_are_refused() {
        byte[] gzip = insert(gzip(CONTENT), HEADER, "a name\0".getBytes(StandardCharsets.ISO_8859_1));
        gzip[FLAGS] = 0b1000;

        assertRefused(gzip, "the gzip header differs from the packer's: flags");
    }

    @Test
    void a_stream_that_is_cut_off_anywhere_is_refused() {
        byte[] gzip = gzip(CONTENT);

        for (int length = 0; length < gzip.length; length++) {
            assertRefused(Arrays.copyOf(gzip, length), "the gzip stream is cut off");
        }
    }

    @Test
    void compressed_data_that_is_damaged_is_refused() {
        byte[] gzip = gzip(CONTENT);
        gzip[HEADER] = (byte) 0xff;

        assertRefused(gzip, "the gzip stream is damaged");
    }

    @Test
    void a_checksum_of_other_content_is_refused() {
        byte[] gzip = gzip(CONTENT);

        assertRefused(change(gzip, gzip.length - TRAILER), "the gzip stream's checksum does not match its content");
    }

    @Test
    void a_length_of_other_content_is_refused() {
        byte[] gzip = gzip(CONTENT);

        assertRefused(change(gzip, gzip.length - 1), "the gzip stream's length does not match its content");
    }

    @Test
    void a_byte_after_the_member_is_refused() {
        byte[] gzip = gzip(CONTENT);

        assertRefused(insert(gzip, gzip.length, new byte[1]), "there is data after the end of the gzip stream");
    }

    @Test
    void a_second_member_is_refused() {
        byte[] gzip = gzip(CONTENT);

        assertRefused(insert(gzip, gzip.length, gzip), "there is data after the end of the gzip stream");
    }

    @Test
    void a_refusal_is_repeated_by_the_next_read() throws IOException {
        byte[] gzip = gzip(CONTENT);
        try (GzipInput in = new GzipInput(new ByteArrayInputStream(change(gzip, gzip.length - TRAILER)))) {
            assertThat(in.readNBytes(CONTENT.length)).isEqualTo(CONTENT);

            assertThatExceptionOfType(MalformedPackageException.class).isThrownBy(in::read);
            assertThatExceptionOfType(MalformedPackageException.class).isThrownBy(in::read);
        }
    }

    private static void assertRefused(byte[] gzip, String reason) {
        assertThatExceptionOfType(MalformedPackageException.class)
                .isThrownBy(() -> read(gzip))
                .withMessage(reason);
    }

    private static byte[] read(byte[] gzip) throws IOException {
        try (GzipInput in = new GzipInput(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static byte[] change(byte[] bytes, int index) {
        byte[] changed = bytes.clone();
        changed[index] ^= 1;
        return changed;
    }

    private static byte[] insert(byte[] bytes, int index, byte[] added) {
        byte[] whole = Arrays.copyOf(bytes, bytes.length + added.length);
        System.arraycopy(added, 0, whole, index, added.length);
        System.arraycopy(bytes, index, whole, index + added.length, bytes.length - index);
        return whole;
    }
}
