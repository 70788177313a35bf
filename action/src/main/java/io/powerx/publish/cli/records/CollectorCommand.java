package io.powerx.publish.cli.records;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.collector.Collector;
import io.powerx.publish.collector.CollectorOptions;
import io.powerx.publish.collector.DatabaseLogin;
import io.powerx.publish.config.FolderFiles;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.io.PrivateFiles;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.json.Json;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Receives the telemetry of publishes until the process is stopped. */
public final class CollectorCommand implements PxCommand {
    private static final String PORT = "--port";
    private static final String HOST = "--host";
    private static final String DATA = "--data";
    private static final String DATABASE_URL = "--database-url";
    private static final String DATABASE_USER = "--database-user";
    private static final String DATABASE_PASSWORD = "--database-password-file";
    private static final String TOKEN = "--auth-token-file";
    private static final String RETENTION = "--retention-days";

    private static final int DEFAULT_PORT = 8078;
    private static final int MAX_PORT = 65_535;
    private static final int DEFAULT_RETENTION = 60;
    private static final int MIN_RETENTION = 30;
    private static final int MAX_RETENTION = 3_650;
    private static final String LOOPBACK = "127.0.0.1";

    @Override
    public String name() {
        return "collector";
    }

    @Override
    public String summary() {
        return "Receive the telemetry of publishes and serve it to Prometheus until Ctrl-C.";
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public List<Extra> extras() {
        return List.of(
                Extra.option(PORT, "N", "Port to listen on; 0 for any free port. Default: " + DEFAULT_PORT + "."),
                Extra.option(
                        HOST,
                        "ADDRESS",
                        "Address to listen on. An address other than loopback requires " + TOKEN + ". Default: "
                                + LOOPBACK + "."),
                Extra.option(DATA, "DIR", "Folder of the embedded database. Default: ~/.powerx-plugin/collector."),
                Extra.option(
                        DATABASE_URL,
                        "URL",
                        "PostgreSQL database to use instead, such as postgresql://localhost/telemetry."),
                Extra.option(DATABASE_USER, "NAME", "User of the PostgreSQL database."),
                Extra.option(DATABASE_PASSWORD, "FILE", "File that contains the password of that user."),
                Extra.option(
                        TOKEN, "FILE", "File that contains the bearer token that senders and Prometheus must send."),
                Extra.option(
                        RETENTION,
                        "N",
                        "Number of days to keep events, at least 30, because senders retry for that long; metrics are kept. Default: "
                                + DEFAULT_RETENTION + "."));
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "POST /telemetry/plugin/publish receives events, and GET /metrics serves Prometheus.",
                "GET /healthz and GET /readyz report the state of the process and of its database.");
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("px-plugin collector", "on loopback, with the embedded database"),
                new Example("px-plugin collector --port 0 --data ./collector", "any free port, with its own data"),
                new Example(
                        "px-plugin collector --host 0.0.0.0 --auth-token-file token.txt "
                                + "--database-url postgresql://db.example/telemetry --database-user px "
                                + "--database-password-file password.txt",
                        "for a company's machines"));
    }

    @Override
    public int run(Invocation invocation) {
        CollectorOptions options = new CollectorOptions(
                invocation.extra(HOST).orElse(LOOPBACK),
                number(invocation, PORT, DEFAULT_PORT, 0, MAX_PORT),
                database(invocation),
                secret(invocation, TOKEN),
                Duration.ofDays(number(invocation, RETENTION, DEFAULT_RETENTION, MIN_RETENTION, MAX_RETENTION)),
                invocation.timing().clock());
        try (Collector collector = Collector.start(options)) {
            show(invocation, collector);
            new CountDownLatch(1).await();
            return 0;
        } catch (InterruptedException e) {
            invocation.console().note(Level.INFO, "The collector has stopped; its data is kept.");
            Thread.currentThread().interrupt();
            return ErrorCode.INTERRUPTED.exitCode();
        }
    }

    private static void show(Invocation invocation, Collector collector) {
        String endpoint = collector.telemetryUri().toString();
        String metrics = collector.baseUri() + "/metrics";
        if (invocation.json()) {
            invocation.console().result(Json.writePretty(Map.of("telemetryEndpoint", endpoint, "metrics", metrics)));
            return;
        }
        MessageCatalog messages = invocation.messages();
        invocation
                .console()
                .result(messages.text("The collector is running; Prometheus reads {0}", metrics)
                        + "\n" + messages.text("To send telemetry to it:")
                        + "\n  export PX_TELEMETRY_ENDPOINT='" + endpoint + "'\n"
                        + messages.text("Press Ctrl-C to stop the collector; its data is kept."));
    }

    private static DatabaseLogin database(Invocation invocation) {
        Optional<String> url = invocation.extra(DATABASE_URL);
        if (url.isPresent()) {
            if (invocation.extra(DATA).isPresent()) {
                throw invalid(
                        "select the database",
                        DATA + " and " + DATABASE_URL + " were both specified; one of them is enough");
            }
            return DatabaseLogin.postgres(
                    url.get(), invocation.extra(DATABASE_USER).orElse(null), secret(invocation, DATABASE_PASSWORD));
        }
        Path data = invocation
                .extra(DATA)
                .map(invocation.host().workingDirectory()::resolve)
                .orElseGet(() -> defaultData(invocation.folders().home()));
        try {
            PrivateFiles.createDirectory(data.toAbsolutePath());
        } catch (IOException e) {
            throw IoFailure.error(ErrorCode.STORAGE_FAILED, "create the folder " + data, e);
        }
        return DatabaseLogin.files(data);
    }

    private static Path defaultData(@Nullable Path home) {
        if (home == null) {
            throw invalid(
                    "find the folder of the collector",
                    "the user has no usable home folder and " + DATA + " is not set");
        }
        return home.resolve(".powerx-plugin").resolve("collector");
    }

    private static @Nullable Secret secret(Invocation invocation, String option) {
        Optional<Secret> secret = invocation
                .extra(option)
                .map(file -> SmallFile.find(invocation.host().workingDirectory(), file)
                        .orElseThrow(() -> invalid("read " + option, "it is not an existing file")))
                .map(file -> Secret.ofNullable(FolderFiles.text(file))
                        .orElseThrow(() -> invalid("read " + option, "the file is empty")));
        secret.ifPresent(invocation.redactor()::add);
        if (option.equals(TOKEN) && secret.isPresent() && secret.get().reveal().length() < Secret.MIN_TOKEN_LENGTH) {
            throw invalid("read " + option, "the token " + Secret.TOO_SHORT);
        }
        return secret.orElse(null);
    }

    private static int number(Invocation invocation, String option, int standard, int least, int most) {
        String text = invocation.extra(option).orElse(String.valueOf(standard));
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw invalid("read " + option, "it must be a number between " + least + " and " + most);
        }
        return Integer.parseInt(text);
    }

    private static PublishException invalid(String tried, String found) {
        return PublishException.of(ErrorCode.OPTION_INVALID, tried, found);
    }
}
