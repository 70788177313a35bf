package io.powerx.publish.cli.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A result that is not passed on is lost without an error, because the methods of Results have defaults. */
class ForwardingResultsTest {
    @Test
    void every_result_is_passed_on() {
        assertThat(Results.class.getDeclaredMethods())
                .filteredOn(Method::isDefault)
                .hasSizeGreaterThan(5)
                .allSatisfy(method -> assertThat(Arrays.stream(ForwardingResults.class.getDeclaredMethods())
                                .filter(own -> own.getName().equals(method.getName()))
                                .map(Method::getParameterTypes))
                        .anyMatch(types -> Arrays.equals(types, method.getParameterTypes())));
    }
}
