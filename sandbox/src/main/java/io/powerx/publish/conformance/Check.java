package io.powerx.publish.conformance;

import java.util.function.Consumer;

/**
 * One thing that the contract asks for.
 *
 * @param body throws {@link ContractViolation} or {@link CheckSkipped}
 */
record Check(String id, String title, Consumer<CheckContext> body) {}
