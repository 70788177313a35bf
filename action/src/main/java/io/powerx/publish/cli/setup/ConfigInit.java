package io.powerx.publish.cli.setup;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.Questions;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.WireEnum;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.json.Json;
import io.powerx.publish.scaffold.PublishYml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** Writes a {@code publish.yml} from the answers to a few questions. Existing configuration files are never changed. */
final class ConfigInit {
    private ConfigInit() {}

    /**
     * Writes the file.
     *
     * @param defaults whether to ask no questions
     * @throws PublishException {@link ErrorCode#OPTION_INVALID} if there is already a configuration file, or if it has to ask
     *     and there is no terminal
     */
    static void run(Invocation invocation, boolean defaults) {
        PublishYml.existing(invocation.project()).ifPresent(file -> {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "write " + PublishFile.NAME,
                    "the project already has " + file + ", which is not changed");
        });
        if (!defaults) {
            Questions.requireTerminal(invocation, "ask what to write", "--yes writes the defaults");
        }
        Questions questions = Questions.of(invocation, defaults);
        String channel =
                questions.choose(invocation.messages().text("Channel"), WireEnum.names(Channel.class), "stable");
        String rollout = questions.choose(
                invocation.messages().text("Rollout: from the risk of each version, canary or direct"),
                PublishYml.ROLLOUTS,
                PublishYml.FROM_RISK);
        Path file = invocation.project().resolve(PublishFile.NAME);
        try {
            Files.writeString(
                    file,
                    PublishYml.text(WireEnum.of(Channel.class, channel).orElseThrow(), rollout),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw IoFailure.error(ErrorCode.STORAGE_FAILED, "write " + file, e);
        }
        invocation
                .console()
                .result(
                        invocation.json()
                                ? Json.writePretty(Map.of("file", file.toString()))
                                : invocation
                                        .messages()
                                        .text("Wrote {0}; px-plugin precheck shows what is still missing.", file));
    }
}
