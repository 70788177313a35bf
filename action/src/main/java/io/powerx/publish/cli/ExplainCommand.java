package io.powerx.publish.cli;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.text.Columns;
import io.powerx.publish.cli.text.LabeledLines;
import io.powerx.publish.config.ClosestMatch;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.DocsLink;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.json.Json;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.precheck.Rule;
import io.powerx.publish.precheck.rules.RuleCatalogue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Explains an error code or a precheck rule. */
final class ExplainCommand implements PxCommand {
    private static final String CODE = "CODE";
    private static final int LABEL_WIDTH = 19;
    private static final int MAX_LENGTH = 2_000;

    @Override
    public String name() {
        return "explain";
    }

    @Override
    public String summary() {
        return "Explain an error code or a precheck rule.";
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public List<Extra> extras() {
        return List.of(Extra.optionalArgument(CODE, "Error code or rule id. Default: list all of them.")
                .oneOf(list(MessageCatalog.ENGLISH).keySet().toArray(String[]::new)));
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("px-plugin explain version_conflict", "an error"),
                new Example("px-plugin explain PX-V001", "a precheck rule"),
                new Example("px-plugin explain", "all codes and rules"));
    }

    @Override
    public boolean reportsInvalidProject() {
        return true;
    }

    @Override
    public int run(Invocation invocation) {
        MessageCatalog messages = invocation.json() ? MessageCatalog.ENGLISH : invocation.messages();
        Map<String, Object> explained = invocation
                .extra(CODE)
                .map(code -> error(code, invocation.vocabulary().in(messages), messages)
                        .or(() -> rule(code, messages))
                        .orElseThrow(() -> unknown(code)))
                .orElseGet(() -> list(messages));
        invocation.console().result(invocation.json() ? Json.writePretty(explained) : text(explained, messages));
        return 0;
    }

    private static Map<String, Object> list(MessageCatalog messages) {
        Map<String, Object> all = new LinkedHashMap<>();
        Arrays.stream(ErrorCode.values()).forEach(code -> all.put(code.wireName(), messages.text(code.summary())));
        RuleCatalogue.all().forEach(rule -> all.put(rule.id(), messages.text(rule.title())));
        return all;
    }

    private static Optional<Map<String, Object>> error(String name, Vocabulary vocabulary, MessageCatalog messages) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.wireName().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(code -> {
                    Map<String, Object> facts = new LinkedHashMap<>();
                    facts.put("code", code.wireName());
                    facts.put("meaning", messages.text("{0}.", messages.text(code.summary())));
                    facts.put("remedy", vocabulary.render(code.remedy()));
                    facts.put("category", code.category().wireName());
                    facts.put("exitCode", code.exitCode());
                    facts.put("docs", DocsLink.to(code.docsAnchor()));
                    return facts;
                });
    }

    private static Optional<Map<String, Object>> rule(String id, MessageCatalog messages) {
        return RuleCatalogue.all().stream()
                .filter(rule -> rule.id().equalsIgnoreCase(id))
                .findFirst()
                .map(rule -> facts(rule, messages));
    }

    private static Map<String, Object> facts(Rule rule, MessageCatalog messages) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("rule", rule.id());
        facts.put("passesIf", messages.text("{0}.", messages.text(rule.title())));
        facts.put(
                "severity",
                rule.severities().stream()
                        .sorted()
                        .map(severity -> messages.text(severity.wireName()))
                        .collect(Collectors.joining(", ")));
        facts.put("source", rule.source());
        facts.put(
                "suppressible",
                messages.text(rule.isSuppressible() ? "yes, in publish.yml, with a reason and an expiry date" : "no"));
        facts.put("docs", DocsLink.to(rule.docsAnchor()));
        return facts;
    }

    private static PublishException unknown(String code) {
        Set<String> all = list(MessageCatalog.ENGLISH).keySet();
        String similar = all.stream()
                .filter(known -> known.contains(code.toLowerCase(Locale.ROOT))
                        || known.startsWith(code.toUpperCase(Locale.ROOT)))
                .sorted()
                .limit(5)
                .collect(Collectors.joining(", "));
        String closest = ClosestMatch.to(code.toLowerCase(Locale.ROOT), all);
        String found = "it is neither an error code nor a rule"
                + (!similar.isEmpty()
                        ? "; similar ones are " + similar
                        : closest != null
                                ? "; did you mean " + closest + "?"
                                : "; px-plugin explain lists all of them");
        return PublishException.of(ErrorCode.OPTION_INVALID, "explain a code", found);
    }

    private static String text(Map<String, Object> facts, MessageCatalog messages) {
        return facts.containsKey("docs") ? explanation(facts, messages) : table(facts);
    }

    private static String explanation(Map<String, Object> facts, MessageCatalog messages) {
        LabeledLines text = new LabeledLines(LABEL_WIDTH, MAX_LENGTH);
        facts.forEach((key, value) -> {
            if (key.equals("code") || key.equals("rule")) {
                text.heading(String.valueOf(value));
            } else {
                text.add(label(key, messages), String.valueOf(value));
            }
        });
        return text.toString();
    }

    private static String label(String key, MessageCatalog messages) {
        return switch (key) {
            case "meaning" -> messages.text("meaning");
            case "remedy" -> messages.text("remedy");
            case "category" -> messages.text("category");
            case "exitCode" -> messages.text("exit code");
            case "passesIf" -> messages.text("passes if");
            case "severity" -> messages.text("severity");
            case "source" -> messages.text("source");
            case "suppressible" -> messages.text("can be suppressed");
            default -> messages.text("docs");
        };
    }

    private static String table(Map<String, Object> all) {
        int width = all.keySet().stream().mapToInt(Columns::of).max().orElse(0);
        return all.entrySet().stream()
                .map(each -> Columns.padded(each.getKey(), width + 2) + each.getValue())
                .collect(Collectors.joining("\n"));
    }
}
