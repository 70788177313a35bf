package io.powerx.publish.conformance;

import java.util.function.Consumer;

/**
 * One thing that the contract asks for.
 *
 * @param body throws {@link Unfit} or {@link LeftOut}
 */
record Check(String id, String title, Consumer<Bench> body) {}
