package io.powerx.publish.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class CountedInputTest {
    @Test
    void a_stream_of_the_expected_length_is_read_to_its_end() throws IOException {
        CountedInput in = counted(3, (byte) 1, (byte) 0xff, (byte) 2);

        assertThat(in.readAllBytes()).containsExactly(1, 0xff, 2);
        assertThat(in.read()).isEqualTo(-1);
        assertThat(in.left()).isZero();
    }

    @Test
    void single_bytes_are_counted_and_unsigned() throws IOException {
        CountedInput in = counted(2, (byte) 0xff, (byte) 2);

        assertThat(in.read()).isEqualTo(255);
        assertThat(in.left()).isEqualTo(1);
        assertThat(in.read()).isEqualTo(2);
        assertThat(in.read()).isEqualTo(-1);
    }

    @Test
    void a_stream_that_is_too_short_fails_at_its_end() throws IOException {
        CountedInput in = counted(3, (byte) 1, (byte) 2);

        assertThat(in.readNBytes(2)).hasSize(2);
        assertThatExceptionOfType(IOException.class).isThrownBy(in::read).withMessage("1 left");
    }

    @Test
    void a_stream_that_is_too_long_fails() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> counted(1, (byte) 1, (byte) 2).readAllBytes())
                .withMessage("-1 left");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> counted(0, (byte) 1).read())
                .withMessage("-1 left");
    }

    private static CountedInput counted(long size, byte... content) {
        InputStream in = new ByteArrayInputStream(content);
        return new CountedInput(size) {
            @Override
            protected int fill(byte[] buffer, int offset, int length) throws IOException {
                return in.read(buffer, offset, length);
            }

            @Override
            protected IOException wrongLength() {
                return new IOException(left() + " left");
            }
        };
    }
}
