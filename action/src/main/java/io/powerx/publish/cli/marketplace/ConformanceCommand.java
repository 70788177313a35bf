package io.powerx.publish.cli.marketplace;

import io.powerx.publish.cli.invocation.CommandSettings;
import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.invocation.ReportOutput;
import io.powerx.publish.cli.output.Console;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.FolderFiles;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.conformance.Conformance;
import io.powerx.publish.conformance.ConformanceReport;
import io.powerx.publish.conformance.ConformanceTarget;
import io.powerx.publish.error.ErrorCategory;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.options.PublishOptionsMapper;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.sign.SigningSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks a Marketplace against the contract. */
public final class ConformanceCommand implements PxCommand {
    private static final String URL = "--url";
    private static final String READER_TOKEN = "--reader-token-file";
    private static final String PREFIX = "--plugin-prefix";
    private static final String EXPIRY = "--wait-for-expiry";
    private static final String FORMAT = "--format";
    private static final String REPORT = "--output";

    private static final String DEFAULT_PREFIX = "com.powerx.conformance";
    private static final Pattern PLUGIN_ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
    private static final int LARGE = 20 << 20;
    private static final int MAX_EXPIRY_SECONDS = 3600;

    @Override
    public String name() {
        return "conformance";
    }

    @Override
    public String summary() {
        return "Check a Marketplace against the publishing contract.";
    }

    @Override
    public List<Setting> settings() {
        return CommandSettings.of(CommandSettings.CONNECTION, CommandSettings.SIGNING);
    }

    @Override
    public List<Extra> extras() {
        return List.of(
                Extra.option(URL, "URL", "URL of the Marketplace; the same as --api-url."),
                Extra.option(
                        READER_TOKEN,
                        "FILE",
                        "File with a token that lacks plugin:publish, for the check that needs one."),
                Extra.option(PREFIX, "ID", "Prefix of the plugin ids. Default: " + DEFAULT_PREFIX + "."),
                Extra.option(
                        EXPIRY,
                        "SECONDS",
                        "Maximum number of seconds to wait for a signed URL to expire; the check is skipped if URLs are valid for longer. Default: 30."),
                Extra.option(FORMAT, "text|json|junit", "Format of the report. Default: text."),
                Extra.option(REPORT, "FILE", "Write the report to a file instead of standard output."));
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Each check publishes a small plugin with an unused id and withdraws it afterwards.",
                "Without a signing key, the plugins are unsigned. Every reply is validated against the OpenAPI document of the contract.",
                "Exit code 0 means that no check failed, 8 that at least one did.");
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example(
                        "px-plugin conformance --url http://127.0.0.1:8077 --token-file token.txt", "a local server"),
                new Example("px-plugin conformance --sandbox", "the embedded Marketplace, which passes all checks"),
                new Example(
                        "px-plugin conformance --url https://staging.example --format junit --output conformance.xml",
                        "in the server's CI"));
    }

    @Override
    public int run(Invocation called) {
        Invocation named = called.extra(URL)
                .map(url -> called.with(Map.of(Setting.API_URL, url)))
                .orElse(called);
        String format = named.extra(FORMAT).orElse(named.json() ? "json" : "text");
        if (!List.of("text", "json", "junit").contains(format)) {
            throw invalid("choose the format of the report", FORMAT + " must be text, json or junit");
        }
        try (MarketplaceAccess access = MarketplaceAccess.open(named)) {
            Invocation invocation = access.invocation();
            ConformanceTarget target = target(invocation);
            // An unreachable server or an invalid token says nothing about the contract.
            access.connect(target.pluginPrefix()).versions(target.pluginPrefix(), Channel.STABLE);
            ConformanceReport report = Conformance.run(
                    target, result -> invocation.console().say(ConformanceText.line(result, invocation.messages())));
            write(invocation, report, format);
            return report.passed() ? 0 : ErrorCategory.REJECTED.exitCode();
        }
    }

    private static ConformanceTarget target(Invocation invocation) {
        PublishOptionsMapper mapper = invocation.mapper();
        String prefix = invocation.extra(PREFIX).orElse(DEFAULT_PREFIX);
        if (!PLUGIN_ID.matcher(prefix).matches()) {
            throw invalid("choose plugin ids", PREFIX + " is not a valid prefix of a plugin id");
        }
        var marketplace = mapper.target();
        return new ConformanceTarget(
                marketplace.apiUrl(),
                marketplace.token().token(prefix),
                readerToken(invocation),
                prefix,
                signing(invocation.config(), mapper),
                mapper.http(),
                LARGE,
                maxExpiry(invocation),
                invocation.timing());
    }

    private static @Nullable SigningSettings signing(ResolvedConfig config, PublishOptionsMapper mapper) {
        boolean signs = config.has(Setting.SIGNING_KEY) || config.has(Setting.SIGNING_ENDPOINT);
        return signs ? mapper.signing() : null;
    }

    private static @Nullable Secret readerToken(Invocation invocation) {
        Optional<Secret> token = invocation
                .extra(READER_TOKEN)
                .map(file -> SmallFile.find(invocation.host().workingDirectory(), file)
                        .orElseThrow(() -> invalid("read the second token", READER_TOKEN + " is not an existing file")))
                .flatMap(file -> Secret.ofNullable(FolderFiles.text(file)));
        token.ifPresent(invocation.redactor()::add);
        return token.orElse(null);
    }

    private static Duration maxExpiry(Invocation invocation) {
        String text = invocation.extra(EXPIRY).orElse("30");
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) > MAX_EXPIRY_SECONDS) {
            throw invalid("wait for a URL to expire", EXPIRY + " is not a number of seconds up to 3600");
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }

    private static void write(Invocation invocation, ConformanceReport report, String format) {
        String text =
                switch (format) {
                    case "json" -> report.json();
                    case "junit" -> report.junit();
                    default -> ConformanceText.of(report, invocation.messages());
                };
        String summary = ConformanceText.summary(report, invocation.messages());
        Optional<String> file = invocation.extra(REPORT);
        if (file.isEmpty()) {
            // Each result was already printed.
            Console console = invocation.console();
            if (format.equals("text")) {
                console.result(summary);
            } else {
                console.document(text);
            }
            return;
        }
        ReportOutput.save(invocation, file.get(), text);
        invocation.console().say(summary);
    }

    private static PublishException invalid(String tried, String found) {
        return PublishException.of(ErrorCode.OPTION_INVALID, tried, found);
    }
}
