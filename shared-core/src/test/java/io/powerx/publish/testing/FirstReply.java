package io.powerx.publish.testing;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/**
 * Answers the first attempt of a client and the others. The server looks ahead for how to receive a request, and forgets replies to requests
 * that it did not receive completely, which is why they are not queued.
 */
public final class FirstReply extends Dispatcher {
    private final Events events;
    private final MockResponse receiving;
    private final MockResponse first;
    private final MockResponse others;

    /**
     * @param events receives the attempts of the client
     * @param receiving how the first request is received
     */
    public FirstReply(Events events, MockResponse receiving, MockResponse first, MockResponse others) {
        this.events = events;
        this.receiving = receiving;
        this.first = first;
        this.others = others;
    }

    @Override
    public MockResponse peek() {
        return events.attempts().isEmpty() ? receiving : others;
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        return events.attempts().isEmpty() ? first : others;
    }
}
