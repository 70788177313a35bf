package io.powerx.publish.release;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The version that a release follows in its channel.
 *
 * @param permissions codes it asks for; null where the Marketplace does not say
 */
public record PublishedVersion(String version, @Nullable List<String> permissions) {}
