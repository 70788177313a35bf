package io.powerx.publish.sandbox;

/** Decides for each request whether it fails, so that tests can specify what a client has to survive. */
@FunctionalInterface
public interface FaultScript {
    /** No request fails. */
    FaultScript NONE = call -> Fault.NONE;

    /** Returns the fault of this request. Called by several threads at once. */
    Fault decide(Call call);

    /** Fails the n-th request (from 1) of an operation; all others succeed. */
    static FaultScript on(String operation, int nth, Fault fault) {
        return call -> call.operation().equals(operation) && call.nth() == nth ? fault : Fault.NONE;
    }

    /** Uses the fault of this script, or that of the other one if this one has none. */
    default FaultScript or(FaultScript other) {
        return call -> {
            Fault fault = decide(call);
            return fault instanceof Fault.None ? other.decide(call) : fault;
        };
    }

    /**
     * An incoming request.
     *
     * @param operation the contract's operationId
     * @param nth counts the requests of this operation from 1, over the life of this sandbox
     */
    record Call(String operation, int nth, String method, String path, String requestId) {}
}
