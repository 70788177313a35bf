package io.powerx.publish.cli.invocation;

import io.powerx.publish.cli.output.Console;
import io.powerx.publish.config.InvalidChoice;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the user on the terminal. */
public final class Questions {
    private static final int MAX_ATTEMPTS = 3;

    private final Console console;
    private final @Nullable BufferedReader answers;

    private Questions(Console console, @Nullable BufferedReader answers) {
        this.console = console;
        this.answers = answers;
    }

    /** @param defaults whether to take the defaults without asking */
    public static Questions of(Invocation invocation, boolean defaults) {
        return new Questions(
                invocation.console(), defaults ? null : invocation.host().input());
    }

    /**
     * Fails if there is no terminal to ask on.
     *
     * @param tried as an infinitive clause
     * @throws PublishException {@link ErrorCode#OPTION_INVALID}
     */
    public static void requireTerminal(Invocation invocation, String tried, String otherwise) {
        if (invocation.host().input() == null) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID, tried, "there is no terminal for the answers; " + otherwise);
        }
    }

    /**
     * Asks until the answer is one of the choices or the beginning of only one, in any case. An empty answer, or the end of the input, is the
     * default.
     */
    public String choose(String question, List<String> choices, String byDefault) {
        if (answers == null) {
            return byDefault;
        }
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            String answer = line(question + " (" + String.join(", ", choices) + ") [" + byDefault + "]");
            if (answer.isEmpty()) {
                return byDefault;
            }
            List<String> meant = choices.contains(answer) ? List.of(answer) : beginningWith(answer, choices);
            if (meant.size() == 1) {
                return meant.get(0);
            }
            console.raw(console.messages()
                    .text("The answer {0}", console.messages().composed(InvalidChoice.describe(answer, choices))));
        }
        throw PublishException.of(
                ErrorCode.OPTION_INVALID,
                "read an answer",
                "none of the answers was one of the choices: " + String.join(", ", choices));
    }

    private static List<String> beginningWith(String answer, List<String> choices) {
        return choices.stream()
                .filter(choice -> choice.regionMatches(true, 0, answer, 0, answer.length()))
                .toList();
    }

    /** Asks for a line; blank if the user only presses Enter, or is not asked. */
    public String line(String question) {
        if (answers == null) {
            return "";
        }
        console.raw(question);
        try {
            String line = answers.readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            throw IoFailure.error(ErrorCode.STORAGE_FAILED, "read an answer", e);
        }
    }
}
