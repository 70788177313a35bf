package io.powerx.publish.cli;

import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Serves the embedded Marketplace until it is stopped. */
final class SandboxCommand implements PxCommand {
    private static final String PORT = "--port";
    private static final int DEFAULT_PORT = 8077;
    private static final int LAST_PORT = 65_535;

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public String summary() {
        return "Serve the embedded Marketplace with its review page until Ctrl-C.";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Setting.API, Setting.SANDBOX_DATA);
    }

    @Override
    public List<Extra> extras() {
        return List.of(Extra.option(PORT, "N", "Port on loopback; 0 for any free one. Default: " + DEFAULT_PORT + "."));
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("px-plugin sandbox", "serve on port " + DEFAULT_PORT),
                new Example("px-plugin sandbox --port 0 --sandbox-data ./sandbox", "somewhere else, with other data"),
                new Example("px-plugin sandbox --api core", "PowerX core's registry instead"));
    }

    @Override
    public int run(Invocation invocation) {
        try (EmbeddedMarketplace sandbox = EmbeddedMarketplace.start(invocation, port(invocation))) {
            tell(invocation, sandbox);
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            invocation.console().note(Level.INFO, "The sandbox has stopped; its data stays.");
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    /** Tells the token, too: it is good for nothing but this sandbox, and without it nobody could publish here. */
    private static void tell(Invocation invocation, EmbeddedMarketplace sandbox) {
        Map<Setting, String> settings = sandbox.settings();
        if (invocation.json()) {
            Map<String, String> fields = new LinkedHashMap<>();
            settings.forEach((setting, value) -> fields.put(setting.id(), value));
            invocation.console().result(Json.writePretty(fields));
            return;
        }
        StringBuilder text = new StringBuilder(
                sandbox.hasReviewPage()
                        ? "The sandbox Marketplace serves its review page at " + sandbox.address()
                        : "The sandbox serves PowerX core's registry at " + sandbox.address());
        text.append("\nTo publish to it from another shell:\n");
        settings.forEach((setting, value) -> text.append("  export ")
                .append(setting.variables().get(0))
                .append("='")
                .append(value)
                .append("'\n"));
        text.append("or give publish the option --sandbox. Ctrl-C stops it; its data stays.");
        invocation.console().result(text.toString());
    }

    private static int port(Invocation invocation) {
        String text = invocation.extra(PORT).orElse(String.valueOf(DEFAULT_PORT));
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > LAST_PORT) {
            throw PublishException.of(
                            ErrorCode.OPTION_INVALID, "open the port", "--port is not between 0 and " + LAST_PORT)
                    .build();
        }
        return Integer.parseInt(text);
    }
}
