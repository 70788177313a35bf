package io.powerx.publish.cli.records;

import io.powerx.publish.audit.AuditLog;
import io.powerx.publish.audit.AuditVerification;
import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.report.CommandAudit;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.journal.JournalEntry;
import io.powerx.publish.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows the audit log of this user, and verifies files of audit logs. */
public final class AuditCommand implements PxCommand {
    private static final String FILE = "FILE";
    private static final String SINCE = "--since";
    private static final String VERIFY = "verify";
    private static final String SHOW = "show";
    private static final Extra ACTION = Extra.argument(
                    "ACTION", "show: print the entries of this user. verify: check that a file is unchanged.")
            .oneOf(SHOW, VERIFY);

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public String summary() {
        return "Show or verify the record of publishes, withdrawals and pauses.";
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public List<Extra> extras() {
        return List.of(
                ACTION,
                Extra.optionalArgument(FILE, "File to verify, or to show instead of this user's log."),
                Extra.option(SINCE, "TIME", "Show entries since a date (2026-01-31) or for a time (7d, 12h)."));
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "The log is in ~/.powerx-plugin/audit, one file for each month, kept for 13 months. PX_AUDIT_DIR sets a folder for a"
                        + " second copy. Each line contains the hash of the line before it.",
                "verify ends with exit code 0 if the file is unchanged, and 7 if a line was changed, removed or inserted.");
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("px-plugin audit show --since 7d", "the actions of the last week"),
                new Example("px-plugin audit show --json", "for a script"),
                new Example("px-plugin audit verify audit-2026-01.jsonl", "whether a collected file is unchanged"));
    }

    @Override
    public int run(Invocation invocation) {
        return invocation.choice(ACTION).orElseThrow().equals(VERIFY) ? verify(invocation) : show(invocation);
    }

    private static int verify(Invocation invocation) {
        Path file = file(
                invocation, invocation.extra(FILE).orElseThrow(() -> invalid("verify a file", "there is no FILE")));
        AuditVerification verified = AuditVerification.of(file);
        if (invocation.json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("intact", verified.intact());
            result.put("entries", verified.entries().size());
            result.put("first", verified.first().map(JournalEntry::seq).orElse(null));
            result.put("last", verified.last().map(JournalEntry::seq).orElse(null));
            result.put("hash", verified.last().map(JournalEntry::hash).orElse(null));
            result.put("line", verified.brokenLine());
            result.put("fault", verified.fault());
            invocation.console().result(Json.writePretty(result));
        } else if (verified.intact() && verified.last().isPresent()) {
            invocation
                    .console()
                    .result(invocation
                            .messages()
                            .text(
                                    "The file is unchanged: {0} entries, from number {1} to {2}. Hash of the last one: {3}",
                                    verified.entries().size(),
                                    verified.first().orElseThrow().seq(),
                                    verified.last().orElseThrow().seq(),
                                    verified.last().orElseThrow().hash()));
        } else if (verified.intact()) {
            invocation.console().result(invocation.messages().text("The file has no entries."));
        } else {
            invocation
                    .console()
                    .result(invocation
                            .messages()
                            .text(
                                    "The file was changed: line {0}: {1}. {2} entries before it are unchanged.",
                                    verified.brokenLine(),
                                    invocation.messages().composed(String.valueOf(verified.fault())),
                                    verified.entries().size()));
        }
        return verified.intact() ? 0 : ErrorCode.PACKAGE_INVALID.exitCode();
    }

    private static int show(Invocation invocation) {
        Instant since = invocation
                .extra(SINCE)
                .map(text -> since(text, invocation.host().clock().instant()))
                .orElse(Instant.MIN);
        List<JournalEntry> entries = new ArrayList<>();
        for (Path file : files(invocation)) {
            AuditVerification verified = AuditVerification.of(file);
            if (!verified.intact()) {
                invocation
                        .console()
                        .note(
                                PublishEvent.Note.Level.WARNING,
                                "{0} was changed: line {1}: {2}; entries from there on are not shown",
                                file,
                                verified.brokenLine(),
                                verified.fault());
            }
            verified.entries().stream()
                    .filter(entry -> !entry.time().isBefore(since))
                    .forEach(entries::add);
        }
        String lines = entries.stream().map(AuditCommand::text).collect(Collectors.joining("\n"));
        invocation
                .console()
                .result(
                        invocation.json()
                                ? Json.writePretty(entries)
                                : entries.isEmpty() ? invocation.messages().text("There are no entries.") : lines);
        return 0;
    }

    private static List<Path> files(Invocation invocation) {
        return invocation
                .extra(FILE)
                .map(file -> List.of(file(invocation, file)))
                .or(() -> CommandAudit.folder(invocation.host())
                        .map(folder -> new AuditLog(folder, invocation.host().clock(), invocation.redactor()).files()))
                .orElse(List.of());
    }

    private static String text(JournalEntry entry) {
        return entry.time() + "  " + entry.type() + "\n"
                + entry.data().entrySet().stream()
                        .map(detail -> "    " + detail.getKey() + ": " + detail.getValue())
                        .collect(Collectors.joining("\n"));
    }

    private static Path file(Invocation invocation, String name) {
        return SmallFile.find(invocation.host().workingDirectory(), name)
                .orElseThrow(() -> invalid("read " + name, "there is no such file"));
    }

    private static Instant since(String text, Instant now) {
        try {
            if (text.matches("[0-9]{1,5}[dh]")) {
                long amount = Long.parseLong(text.substring(0, text.length() - 1));
                return now.minus(text.endsWith("d") ? Duration.ofDays(amount) : Duration.ofHours(amount));
            }
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw invalid("read " + SINCE, "it must be a date such as 2026-01-31, or a time such as 7d or 12h");
        }
    }

    private static PublishException invalid(String tried, String found) {
        return PublishException.of(ErrorCode.OPTION_INVALID, tried, found);
    }
}
