package io.powerx.publish.release;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The version that precedes a release in its channel.
 *
 * @param permissions codes of its permissions; null if the Marketplace does not report them
 */
public record PublishedVersion(String version, @Nullable List<String> permissions) {}
