package io.powerx.publish.sandbox;

/** Decides for each request whether something goes wrong, so that tests can say what a client has to survive. */
@FunctionalInterface
public interface FaultScript {
    /** Nothing goes wrong. */
    FaultScript NONE = call -> Fault.NONE;

    /** The fault that meets this request. Called from many threads at once. */
    Fault decide(Call call);

    /** The n-th request (from 1) of an operation meets a fault, all others go through. */
    static FaultScript on(String operation, int nth, Fault fault) {
        return call -> call.operation().equals(operation) && call.nth() == nth ? fault : Fault.NONE;
    }

    /** The first of two scripts that has a fault for a request decides. */
    default FaultScript or(FaultScript other) {
        return call -> {
            Fault fault = decide(call);
            return fault instanceof Fault.None ? other.decide(call) : fault;
        };
    }

    /**
     * A request that came in.
     *
     * @param operation the contract's operationId
     * @param nth counts the requests of this operation from 1, over the life of this sandbox
     */
    record Call(String operation, int nth, String method, String path, String requestId) {}
}
