package io.powerx.publish.error;

import java.util.Set;

/** The words for a shell: options, environment variables and commands of {@code px-plugin}. */
final class ShellVocabulary {
    private static final Set<String> OF_A_PUBLISH = Set.of("status", "wait", "withdraw", "pause-review");

    private ShellVocabulary() {}

    /**
     * Creates the vocabulary for one command.
     *
     * @param running the command that <code>{help}</code> refers to; blank for the help that lists all commands
     * @param program as in {@link Vocabulary#shell}
     */
    static Vocabulary running(String running, String program) {
        return running(running, program, "");
    }

    private static Vocabulary running(String running, String program, String connection) {
        return new Vocabulary() {
            @Override
            public Vocabulary forCommand(String name) {
                return running(name, program, connection);
            }

            @Override
            public Vocabulary connecting(String options) {
                return running(running, program, options.isBlank() ? "" : " " + options);
            }

            @Override
            public String withdraw(String publishId) {
                return command("withdraw") + " --publish-id " + publishId + " --reason \"incomplete upload\"";
            }

            @Override
            public String option(String name) {
                return switch (name) {
                    case "token" -> "PX_MARKETPLACE_TOKEN or --token-file";
                    case "again" -> "run the same command again" + (running.equals("publish") ? "; it resumes" : "");
                    case "help" -> program + (running.isEmpty() ? "" : " " + running) + " --help";
                    case "oidc" -> "PX_ID_TOKEN or PX_ID_TOKEN_FILE";
                    case "signing-passphrase" -> "PX_SIGNING_PASSPHRASE";
                    case "signing-client-passphrase" -> "PX_SIGNING_CLIENT_PASSPHRASE";
                    case "telemetry-token" -> "PX_TELEMETRY_TOKEN";
                    case "artifact-store-access-key" -> "PX_ARTIFACT_STORE_ACCESS_KEY";
                    case "artifact-store-secret" -> "PX_ARTIFACT_STORE_SECRET";
                    case "artifact-store-session-token" -> "PX_ARTIFACT_STORE_SESSION_TOKEN";
                    default -> "--" + name;
                };
            }

            @Override
            public String command(String name) {
                return program + " " + name + (OF_A_PUBLISH.contains(name) ? connection : "");
            }
        };
    }
}
