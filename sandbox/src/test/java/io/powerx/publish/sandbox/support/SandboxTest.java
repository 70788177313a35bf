package io.powerx.publish.sandbox.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxListener;
import io.powerx.publish.sandbox.SandboxOptions;
import io.powerx.publish.testing.FakeTime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Starts sandboxes in a temporary directory and stops them after the test. */
public abstract class SandboxTest {
    protected static final int PART = 16 << 10;

    @TempDir
    protected Path data;

    protected final FakeTime clock = new FakeTime();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();
    private final List<Sandbox> started = new ArrayList<>();

    protected Sandbox start() {
        return start(options -> options);
    }

    protected Sandbox start(UnaryOperator<SandboxOptions.Builder> change) {
        Sandbox sandbox = Sandbox.start(change.apply(
                        SandboxOptions.builder(data).partSize(PART).clock(clock).listener(new Failures()))
                .build());
        started.add(sandbox);
        return sandbox;
    }

    protected static ContractClient publisher(Sandbox sandbox) {
        return new ContractClient(sandbox.baseUri(), sandbox.publisherToken().reveal());
    }

    protected static ContractClient reviewer(Sandbox sandbox) {
        return new ContractClient(sandbox.baseUri(), sandbox.reviewerToken().reveal());
    }

    @AfterEach
    void stopAll() {
        started.forEach(Sandbox::close);
        assertThat(failures).isEmpty();
    }

    /** Collects internal errors; no test may cause one. */
    private final class Failures implements SandboxListener {
        @Override
        public void answered(AnsweredRequest request) {}

        @Override
        public void failed(String requestId, Exception cause) {
            failures.add(cause);
        }
    }
}
