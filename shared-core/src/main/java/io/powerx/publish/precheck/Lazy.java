package io.powerx.publish.precheck;

import io.powerx.publish.error.PublishException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is computed on first use. If that fails, every use throws the same exception. Not thread-safe. */
final class Lazy<T> {
    private final Supplier<T> supplier;
    private @Nullable T value;
    private @Nullable PublishException failure;

    Lazy(Supplier<T> supplier) {
        this.supplier = supplier;
    }

    T get() {
        if (failure != null) {
            throw failure;
        }
        T computed = value;
        if (computed == null) {
            try {
                computed = supplier.get();
            } catch (PublishException e) {
                failure = e;
                throw e;
            }
            value = computed;
        }
        return computed;
    }
}
