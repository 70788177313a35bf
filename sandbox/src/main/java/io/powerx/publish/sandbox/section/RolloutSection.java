package io.powerx.publish.sandbox.section;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.sandbox.html.Html;
import io.powerx.publish.sandbox.html.Layout;
import io.powerx.publish.sandbox.html.Words;
import java.util.ArrayList;
import java.util.List;

/** How the version reaches tenants after its approval, and how it is rolled back. */
public final class RolloutSection {
    private RolloutSection() {}

    public static void write(Html html, VersionView view) {
        JsonNode rollout = view.metadata().path("rollout");
        Sections.begin(html, "rollout");
        html.open("ol", "class", "timeline");
        html.open("li").leaf("strong", "Approval").text(" starts the rollout.").close();
        if (rollout.path("batches").isEmpty()) {
            batch(html, 100, "All tenants", "at once");
        }
        for (JsonNode batch : rollout.path("batches")) {
            int percentage = batch.path("percentage").asInt();
            batch(html, percentage, percentage + " % of tenants", when(batch));
        }
        html.close();
        html.open("dl", "class", "facts");
        Layout.fact(html, "Strategy", rollout.path("strategy").asText());
        Layout.fact(
                html,
                "Automatic upgrade",
                autoUpgrade(rollout.path("autoUpgrade").asText()));
        Layout.fact(html, "Only for tenants", names(rollout.at("/tenants/allow")));
        Layout.fact(html, "Not for tenants", names(rollout.at("/tenants/deny")));
        JsonNode plan = rollout.path("rollbackPlan");
        Layout.fact(html, "Roll back to", plan.path("previousVersion").asText());
        Layout.fact(html, "Roll back when", plan.path("trigger").asText());
        html.close();
        if (!plan.path("steps").isEmpty()) {
            html.leaf("h3", "Rollback").open("ol");
            for (JsonNode step : plan.path("steps")) {
                html.open("li").prose(step.asText()).close();
            }
            html.close();
        }
        html.close();
    }

    private static void batch(Html html, int percentage, String who, String when) {
        html.open("li").leaf("strong", who).text(" " + when);
        html.leaf(
                "progress",
                percentage + " %",
                "max",
                "100",
                "value",
                String.valueOf(Math.max(0, Math.min(100, percentage))),
                "aria-label",
                who);
        html.close();
    }

    private static String when(JsonNode batch) {
        List<String> words = new ArrayList<>();
        if (batch.has("startAt")) {
            words.add("from " + Words.foreignTime(batch.path("startAt").asText()));
        }
        if (batch.has("wait")) {
            words.add(
                    "then a wait of " + Words.foreignDuration(batch.path("wait").asText()));
        }
        return String.join(", ", words);
    }

    private static String autoUpgrade(String policy) {
        return switch (policy) {
            case "none" -> "no";
            case "patch" -> "from versions with the same minor version";
            case "minor" -> "from versions with the same major version";
            case "all" -> "from all versions";
            default -> policy;
        };
    }

    private static String names(JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.asText()));
        return Words.list(texts);
    }
}
