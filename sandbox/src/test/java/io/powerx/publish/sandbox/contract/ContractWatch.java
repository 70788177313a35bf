package io.powerx.publish.sandbox.contract;

import io.powerx.publish.contract.OpenApiContract;
import io.powerx.publish.sandbox.contract.ForwardingProxy.Message;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Forwards requests between a client and a Marketplace, and validates each request and each reply against the contract. */
public final class ContractWatch implements AutoCloseable {
    private static final OpenApiContract CONTRACT = OpenApiContract.marketplace();

    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final ForwardingProxy proxy;

    private ContractWatch(URI marketplace) {
        proxy = new ForwardingProxy(marketplace, this::validate);
    }

    /** @param marketplace the address of the Marketplace */
    public static ContractWatch over(URI marketplace) {
        return new ContractWatch(marketplace);
    }

    /** The address for clients. */
    public URI uri() {
        return proxy.uri();
    }

    /** The violations of the contract by either side. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    private Message validate(Message request, Message reply) {
        String method = request.method();
        String path = request.path();
        note("request", request, CONTRACT.faultsOfRequest(method, path, request.headers(), request.body()));
        note("reply", request, CONTRACT.faultsOfResponse(method, path, reply.status(), reply.headers(), reply.body()));
        return reply;
    }

    private void note(String side, Message request, List<String> found) {
        found.forEach(fault -> faults.add(side + " of " + request.method() + " " + request.path() + ": " + fault));
    }

    @Override
    public void close() {
        proxy.close();
    }
}
