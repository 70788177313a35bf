package io.powerx.publish.precheck;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is computed on first use. Not thread-safe. */
final class Lazy<T> {
    private final Supplier<T> supplier;
    private @Nullable T value;

    Lazy(Supplier<T> supplier) {
        this.supplier = supplier;
    }

    T get() {
        T computed = value;
        if (computed == null) {
            computed = supplier.get();
            value = computed;
        }
        return computed;
    }
}
