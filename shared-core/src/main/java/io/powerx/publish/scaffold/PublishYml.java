package io.powerx.publish.scaffold;

import io.powerx.publish.config.Channel;
import io.powerx.publish.config.ConfigDocument;
import io.powerx.publish.config.ConfigSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A first {@code publish.yml}. */
public final class PublishYml {
    /** No rollout: one is proposed from the risk of each version. */
    public static final String FROM_RISK = "risk";

    /** The rollouts that can be chosen. */
    public static final List<String> ROLLOUTS = List.of(FROM_RISK, "canary", "direct");

    private PublishYml() {}

    /** The configuration file that a project already has; empty if it has none. */
    public static Optional<String> existing(Path project) {
        return ConfigDocument.PROJECT_FILES.stream()
                .filter(name -> Files.exists(project.resolve(name)))
                .findFirst();
    }

    /** @param rollout one of {@link #ROLLOUTS} */
    public static String text(Channel channel, String rollout) {
        String written =
                switch (rollout) {
                    case "canary" -> """

                            rollout:
                              strategy: canary
                              batches:
                                - { percentage: 10, wait: 4h }
                                - { percentage: 50, wait: 24h }
                                - { percentage: 100 }
                            """;
                    case "direct" -> """

                            rollout:
                              strategy: direct
                            """;
                    default -> """

                            # Without a rollout, one is proposed from the risk of each version.
                            """;
                };
        return "# yaml-language-server: $schema=" + ConfigSchema.PUBLISH_ID + "\n"
                + "channel: " + channel.wireName() + "\n"
                + written
                + """

                quality:
                  coverageThreshold: 80
                """;
    }
}
