package io.powerx.publish.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BytePipeTest {
    private final BytePipe pipe = new BytePipe(2);

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void a_reader_gets_all_bytes_in_order_however_they_are_written() throws IOException {
        byte[] content = new byte[100_000];
        new Random(1).nextBytes(content);
        CompletableFuture<byte[]> reader = CompletableFuture.supplyAsync(this::readAll);

        try (OutputStream out = pipe.output()) {
            out.write(content[0]);
            out.write(content, 1, 0);
            for (int from = 1; from < content.length; from += 777) {
                out.write(content, from, Math.min(777, content.length - from));
            }
        }

        assertThat(reader.join()).isEqualTo(content);
    }

    @Test
    void the_end_is_read_again_and_another_thread_continues_after_the_first_reader() throws IOException {
        pipe.output().write(new byte[] {1, 2});
        pipe.output().close();

        assertThat(pipe.input().read()).isEqualTo(1);
        pipe.input().close();
        assertThat(CompletableFuture.supplyAsync(this::readAll).join()).containsExactly(2);
        assertThat(pipe.input().read()).isEqualTo(-1);
    }

    @Test
    void a_writer_that_is_interrupted_while_it_waits_fails_and_the_reader_still_gets_an_end() throws IOException {
        pipe.output().write(1);
        pipe.output().write(2);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> pipe.output().write(3)).isInstanceOf(InterruptedIOException.class);
        CompletableFuture<byte[]> reader = CompletableFuture.supplyAsync(this::readAll);
        pipe.output().close();

        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        assertThat(reader.join()).containsExactly(1, 2);
    }

    private byte[] readAll() {
        try (InputStream in = pipe.input()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
