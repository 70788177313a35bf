package io.powerx.publish.conformance;

import java.util.function.Consumer;

/**
 * One requirement of the contract.
 *
 * @param body throws {@link ContractViolation} or {@link CheckSkipped}
 */
record Check(String id, String title, Consumer<CheckContext> body) {}
