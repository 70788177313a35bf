package io.powerx.publish.cli.marketplace;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.text.ShellWord;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.json.Json;
import io.powerx.publish.message.MessageCatalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Runs the embedded Marketplace until the process is stopped. */
public final class SandboxCommand implements PxCommand {
    private static final String PORT = "--port";
    private static final int DEFAULT_PORT = 8077;
    private static final int MAX_PORT = 65_535;

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public String summary() {
        return "Run the embedded Marketplace with its review page until Ctrl-C.";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Setting.API, Setting.SANDBOX_DATA);
    }

    @Override
    public List<Extra> extras() {
        return List.of(
                Extra.option(PORT, "N", "Port on loopback; 0 for any free port. Default: " + DEFAULT_PORT + "."));
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("px-plugin sandbox", "listen on port " + DEFAULT_PORT),
                new Example("px-plugin sandbox --port 0 --sandbox-data ./sandbox", "any free port, with its own data"),
                new Example("px-plugin sandbox --api core", "PowerX core's registry instead"));
    }

    @Override
    public int run(Invocation invocation) {
        try (EmbeddedMarketplace sandbox = EmbeddedMarketplace.start(invocation, port(invocation))) {
            show(invocation, sandbox);
            new CountDownLatch(1).await();
            return 0;
        } catch (InterruptedException e) {
            invocation.console().note(Level.INFO, "The sandbox has stopped; its data is kept.");
            Thread.currentThread().interrupt();
            return ErrorCode.INTERRUPTED.exitCode();
        }
    }

    /** Shows the token, too, because only this sandbox accepts it and publishing needs it. */
    private static void show(Invocation invocation, EmbeddedMarketplace sandbox) {
        Map<Setting, String> settings = sandbox.settings();
        if (invocation.json()) {
            Map<String, String> fields = new LinkedHashMap<>();
            settings.forEach((setting, value) -> fields.put(setting.id(), value));
            invocation.console().result(Json.writePretty(fields));
            return;
        }
        MessageCatalog messages = invocation.messages();
        StringBuilder text = new StringBuilder(messages.text(
                sandbox.hasReviewPage()
                        ? "The sandbox is running; its review page is at {0}"
                        : "The sandbox is running; it serves PowerX core's registry at {0}",
                sandbox.address()));
        text.append('\n')
                .append(messages.text("To publish to it from another shell:"))
                .append('\n');
        settings.forEach((setting, value) -> text.append("  export ")
                .append(setting.variables().get(0))
                .append("=")
                .append(ShellWord.quoted(value))
                .append("\n"));
        text.append(messages.text(
                "or run {0}. Press Ctrl-C to stop the sandbox; its data is kept.",
                EmbeddedMarketplace.commandToPublish(invocation)));
        invocation.console().result(text.toString());
    }

    private static int port(Invocation invocation) {
        String text = invocation.extra(PORT).orElse(String.valueOf(DEFAULT_PORT));
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > MAX_PORT) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID, "read --port", "it must be a number between 0 and " + MAX_PORT);
        }
        return Integer.parseInt(text);
    }
}
