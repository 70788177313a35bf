package io.jenkins.plugins.powerx;

import io.powerx.publish.sandbox.Fault;
import io.powerx.publish.sandbox.FaultScript;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds the first request for an operation in the sandbox until {@link #open}, so that a test can act in the meantime. */
public final class Gatekeeper implements FaultScript {
    private final String operation;
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    public Gatekeeper(String operation) {
        this.operation = operation;
    }

    @Override
    public Fault decide(Call call) {
        if (call.operation().equals(operation) && call.nth() == 1) {
            arrived.countDown();
            try {
                open.await(600, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return Fault.NONE;
    }

    /** Returns once the request has arrived. */
    public void await() throws InterruptedException {
        if (!arrived.await(600, TimeUnit.SECONDS)) {
            throw new AssertionError("no request for " + operation + " arrived");
        }
    }

    public void open() {
        open.countDown();
    }
}
