package io.powerx.publish.pack.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read ahead arrives unchanged. */
class ReadAheadInputTest {
    private static final int BLOCK = 128 << 10;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 7 * BLOCK + 5})
    void bytes_before_a_failure_are_delivered_before_it(int length) throws IOException {
        byte[] content = random(length);
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new MalformedPackageException("the gzip stream is damaged");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        };
        try (ReadAheadInput in =
                new ReadAheadInput(new SequenceInputStream(new ByteArrayInputStream(content), failing))) {
            assertThat(in.readNBytes(length)).isEqualTo(content);
            assertThatThrownBy(in::read)
                    .isInstanceOf(MalformedPackageException.class)
                    .hasMessage("the gzip stream is damaged");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 7 * BLOCK + 5})
    void the_stream_ends_where_the_other_one_ends(int length) throws IOException {
        byte[] content = random(length);
        try (ReadAheadInput in = new ReadAheadInput(new ByteArrayInputStream(content))) {
            assertThat(in.readAllBytes()).isEqualTo(content);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void closing_early_closes_the_other_stream_and_reads_only_a_few_blocks() throws IOException {
        int[] blocks = {0};
        boolean[] closed = {false};
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                blocks[0]++;
                return length;
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        };

        try (ReadAheadInput in = new ReadAheadInput(endless)) {
            assertThat(in.read()).isZero();
        }

        assertThat(closed[0]).isTrue();
        assertThat(blocks[0]).isBetween(1, 4);
    }

    private static byte[] random(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }
}
