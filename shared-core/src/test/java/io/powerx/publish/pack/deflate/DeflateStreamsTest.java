package io.powerx.publish.pack.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.powerx.publish.config.CompressionLevel;
import io.powerx.publish.io.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is compressed is decompressed again, by zlib and by a decoder that shares no code with the encoder. */
class DeflateStreamsTest {
    /** Random inputs per level; CI tries more with {@code -Dpx.deflate.inputs=}. */
    private static final int INPUTS = Integer.getInteger("px.deflate.inputs", 6_000);

    @ParameterizedTest
    @EnumSource
    void content_at_every_edge_is_restored(CompressionLevel level) {
        Contents.edges().forEach((name, content) -> requireRestored(name, level, content));
    }

    @ParameterizedTest
    @EnumSource
    void content_of_every_period_to_300_is_restored(CompressionLevel level) {
        for (int period = 1; period <= 300; period++) {
            requireRestored("period " + period, level, Contents.periodic(3 * period + 700, period));
        }
    }

    @ParameterizedTest
    @EnumSource
    void random_mixtures_of_runs_copies_and_literals_are_restored(CompressionLevel level) {
        for (int seed = 0; seed < INPUTS; seed++) {
            requireRestored("seed " + seed, level, Contents.adversarial(new Random(seed)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_number_of_threads_and_the_size_of_writes_do_not_change_a_byte(CompressionLevel level) {
        byte[] content = Contents.mixed(5 * Contents.CHUNK + 4321);

        byte[] expected = compress(level, 1, content, content.length);

        assertThat(compress(level, 2, content, 1000)).isEqualTo(expected);
        assertThat(compress(level, 8, content, 3 * Contents.CHUNK)).isEqualTo(expected);
    }

    @Test
    void an_encoder_that_has_compressed_other_content_writes_the_same_bytes() throws IOException {
        byte[] content = Contents.text(100_000, 8);
        ByteArrayOutputStream after = new ByteArrayOutputStream();
        try (DeflateStreams streams = new DeflateStreams(CompressionLevel.BALANCED, 1)) {
            DeflateStreams.Stream other = streams.stream(OutputStream.nullOutputStream());
            other.write(Contents.mixed(2 * Contents.CHUNK));
            other.finish();
            DeflateStreams.Stream stream = streams.stream(after);
            stream.write(content);
            stream.finish();
        }

        assertThat(after.toByteArray()).isEqualTo(compress(CompressionLevel.BALANCED, 1, content, content.length));
    }

    @ParameterizedTest
    @EnumSource
    void what_cannot_be_compressed_grows_by_less_than_a_thousandth(CompressionLevel level) {
        byte[] content = Contents.random(3 * Contents.CHUNK, 9);

        assertThat(compress(level, 2, content, content.length))
                .hasSizeBetween(content.length, content.length + content.length / 1000);
    }

    @Test
    void each_level_is_smaller_than_the_one_before() {
        byte[] content = Contents.text(700_000, 10);

        List<Integer> sizes = Stream.of(CompressionLevel.values())
                .map(level -> compress(level, 2, content, content.length).length)
                .toList();

        assertThat(sizes).isSortedAccordingTo(Comparator.reverseOrder()).doesNotHaveDuplicates();
    }

    /** The bytes of {@link DeflateStreams#ENCODER_VERSION} 4. If one of these changes, so does the version. */
    @ParameterizedTest
    @CsvSource(textBlock = """
        text, STORE, 9a8a4336db050d9aa69ff3b9f821c9d422871bd297a6e83314dd49ad7cb71239, 22ff08713a705cf2c2dbf35980c1eaf52356ac778f2c3371adbfb963bbd0f133
        text, FAST, 9a8a4336db050d9aa69ff3b9f821c9d422871bd297a6e83314dd49ad7cb71239, d0861d251d23df2763be26e9503192b757c81b7fae6bb0843f23bda5bde36c46
        text, BALANCED, 9a8a4336db050d9aa69ff3b9f821c9d422871bd297a6e83314dd49ad7cb71239, a566d4359f3ab1d7b4037a35a0320daf14cc73015731e529b767d276c1bb3d27
        text, BEST, 9a8a4336db050d9aa69ff3b9f821c9d422871bd297a6e83314dd49ad7cb71239, 73b6c4eb779fdcdd715730dd2e284be86baa1d2c131c69ec1b3e9c66dafe2707
        records, STORE, db1c92631da4251e037c6d10fe85758772ca60198d38429dab33053f6242beb3, 7f4c7151af908ec487ad64f1290b6843d71b615965801302ddaa44b05e6b3696
        records, FAST, db1c92631da4251e037c6d10fe85758772ca60198d38429dab33053f6242beb3, 3944d73804f957fc50010d20bdbd3a9299fa7c76f1318f81a28b2ce859908a81
        records, BALANCED, db1c92631da4251e037c6d10fe85758772ca60198d38429dab33053f6242beb3, 837ee039cc9fa1d900088cd0665781272fd74a6cd15ba451ef71901a4717ac0a
        records, BEST, db1c92631da4251e037c6d10fe85758772ca60198d38429dab33053f6242beb3, 08f633ada32761b544d4cdd393290aa93aa858cd22abae447b50ad907c766e88
        mixed, STORE, 30c9c10fccf612e955ba93e9570251c06bcdbbc5341e9c9e35fd08bf323e1043, 4ab37b29827d546496d38c4faf459c5917bc634c9b45bec57161d7939769b670
        mixed, FAST, 30c9c10fccf612e955ba93e9570251c06bcdbbc5341e9c9e35fd08bf323e1043, d7bda574bc6762086243a4dc1ceb7fd8b4a71b7287c0461f9db8bf01c2bbd210
        mixed, BALANCED, 30c9c10fccf612e955ba93e9570251c06bcdbbc5341e9c9e35fd08bf323e1043, 4c7bcc598b7e0cfe61ef2347dbb1bc3cbf149293470b7efaa2aa13818d1ce988
        mixed, BEST, 30c9c10fccf612e955ba93e9570251c06bcdbbc5341e9c9e35fd08bf323e1043, 3f83b016842a304e96eccd6fee02c6555ca1a7d03fbaac01aea28c851cb5991e
        """)
    void the_bytes_of_this_version_never_change(String content, String level, String input, String output) {
        byte[] plain = vector(content);

        assertThat(DeflateStreams.ENCODER_VERSION).isEqualTo(4);
        assertThat(Sha256.hex(plain)).isEqualTo(input);
        assertThat(Sha256.hex(compress(CompressionLevel.valueOf(level), 2, plain, plain.length)))
                .isEqualTo(output);
    }

    @Test
    void a_failing_write_of_the_target_fails_the_stream() throws IOException {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        try (DeflateStreams streams = new DeflateStreams(CompressionLevel.FAST, 2)) {
            DeflateStreams.Stream stream = streams.stream(full);

            assertThatThrownBy(() -> {
                        stream.write(Contents.random(20 * Contents.CHUNK, 11));
                        stream.finish();
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessage("No space left on device");
        }
    }

    private static byte[] vector(String name) {
        return switch (name) {
            case "text" -> Contents.text(1_300_000, 12);
            case "records" -> Contents.records(1_300_000, 13);
            case "mixed" -> Contents.mixed(2_000_000);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void requireRestored(String name, CompressionLevel level, byte[] content) {
        byte[] compressed = compress(level, 2, content, Math.max(1, content.length));

        // One comparison of arrays, because building descriptions of thousands of inputs takes longer than compressing
        // them.
        if (!Arrays.equals(zlib(compressed, content.length), content)) {
            throw new AssertionError(name + ": zlib restores other content");
        }
        if (!Arrays.equals(PlainInflater.inflate(compressed), content)) {
            throw new AssertionError(name + ": the plain decoder restores other content");
        }
    }

    private static byte[] compress(CompressionLevel level, int threads, byte[] content, int writes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflateStreams streams = new DeflateStreams(level, threads)) {
            DeflateStreams.Stream stream = streams.stream(out);
            for (int from = 0; from < content.length; from += writes) {
                stream.write(content, from, Math.min(writes, content.length - from));
            }
            stream.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] zlib(byte[] compressed, int length) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(compressed);
            byte[] content = new byte[length + 1];
            int size = 0;
            while (!inflater.finished()) {
                int read = inflater.inflate(content, size, content.length - size);
                if (read == 0 && !inflater.finished()) {
                    throw new AssertionError("the stream is cut off or too long");
                }
                size += read;
            }
            assertThat(inflater.getRemaining()).isZero();
            return Arrays.copyOf(content, size);
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        } finally {
            inflater.end();
        }
    }
}
