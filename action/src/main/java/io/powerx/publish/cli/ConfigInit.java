package io.powerx.publish.cli;

import io.powerx.publish.config.Channel;
import io.powerx.publish.config.ConfigDocument;
import io.powerx.publish.config.ConfigSchema;
import io.powerx.publish.config.InvalidChoice;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.WireEnum;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes a {@code publish.yml} from the answers to a few questions. Existing configuration files are never changed. */
final class ConfigInit {
    private static final String FROM_RISK = "risk";
    private static final List<String> ROLLOUTS = List.of(FROM_RISK, "canary", "direct");
    private static final int MAX_ATTEMPTS = 3;

    private final Invocation invocation;
    private final @Nullable BufferedReader answers;

    /** @param answers null to write the defaults */
    private ConfigInit(Invocation invocation, @Nullable BufferedReader answers) {
        this.invocation = invocation;
        this.answers = answers;
    }

    /**
     * Writes the file.
     *
     * @param defaults whether to ask no questions
     * @throws PublishException {@link ErrorCode#OPTION_INVALID} if there is already a configuration file, or if it has to ask
     *     and there is no terminal
     */
    static void run(Invocation invocation, boolean defaults) {
        existing(invocation.project()).ifPresent(file -> {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "write " + PublishFile.NAME,
                    "the project already has " + file + ", which is not changed");
        });
        if (!defaults && invocation.host().input() == null) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "ask what to write",
                    "there is no terminal for the answers; --yes writes the defaults");
        }
        new ConfigInit(invocation, defaults ? null : invocation.host().input()).write();
    }

    private static Optional<String> existing(Path project) {
        return ConfigDocument.PROJECT_FILES.stream()
                .filter(name -> Files.exists(project.resolve(name)))
                .findFirst();
    }

    private void write() {
        String channel = choose("Channel", WireEnum.names(Channel.class), "stable");
        String rollout = choose("Rollout: from the risk of each version, canary or direct", ROLLOUTS, FROM_RISK);
        Path file = invocation.project().resolve(PublishFile.NAME);
        try {
            Files.writeString(file, text(channel, rollout), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw IoFailure.error(ErrorCode.STORAGE_FAILED, "write " + file, e);
        }
        invocation
                .console()
                .result(
                        invocation.json()
                                ? Json.writePretty(Map.of("file", file.toString()))
                                : "Wrote " + file + "; px-plugin precheck shows what is still missing.");
    }

    private static String text(String channel, String rollout) {
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
                + "channel: " + channel + "\n"
                + written
                + """

                quality:
                  coverageThreshold: 80
                """;
    }

    /** Asks until the answer is one of the choices; an empty answer, or the end of the input, is the default. */
    private String choose(String question, List<String> choices, String byDefault) {
        if (answers == null) {
            return byDefault;
        }
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            invocation.console().raw(question + " (" + String.join(", ", choices) + ") [" + byDefault + "]");
            String answer = answer(answers);
            if (answer.isEmpty()) {
                return byDefault;
            }
            if (choices.contains(answer)) {
                return answer;
            }
            invocation.console().raw("The answer " + InvalidChoice.describe(answer, choices));
        }
        throw PublishException.of(ErrorCode.OPTION_INVALID, "ask what to write", "none of the answers was a choice");
    }

    private static String answer(BufferedReader answers) {
        try {
            String line = answers.readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            throw IoFailure.error(ErrorCode.STORAGE_FAILED, "read an answer", e);
        }
    }
}
