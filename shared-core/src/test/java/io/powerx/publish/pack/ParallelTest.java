package io.powerx.publish.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelTest {
    private static final List<Integer> INPUTS =
            IntStream.range(0, 10_000).boxed().toList();

    @Test
    void results_are_in_the_order_of_the_inputs() throws IOException {
        assertThat(Parallel.map(INPUTS, input -> -input))
                .isEqualTo(INPUTS.stream().map(input -> -input).toList());
        assertThat(Parallel.map(List.<Integer>of(), input -> -input)).isEmpty();
    }

    @Test
    void of_several_failures_that_of_the_first_input_is_thrown() {
        assertThatThrownBy(() -> Parallel.map(INPUTS, input -> {
                    if (input >= 5_000) {
                        throw new IOException("input " + input);
                    }
                    return input;
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("input 5000");
    }
}
