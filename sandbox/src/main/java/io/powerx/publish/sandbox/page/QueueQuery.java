package io.powerx.publish.sandbox.page;

import io.powerx.publish.sandbox.api.ConsoleTable.Filter;
import io.powerx.publish.sandbox.http.HttpExchange;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * What a reviewer asks the queue for, as in the query of its address. Unknown values select everything.
 *
 * @param page from 1
 * @param byPlugin whether the versions of a plugin are grouped
 */
record QueueQuery(String text, State state, String channel, String risk, boolean byPlugin, int page) {
    static final List<String> CHANNELS = List.of("stable", "beta");
    static final List<String> RISKS = List.of("low", "medium", "high", "critical");

    private static final int MAX_TEXT = 200;
    private static final int MAX_PAGE = 1_000_000;

    /** Groups of states. */
    enum State {
        WAITING("waiting", "Waiting"),
        APPROVED("approved", "Approved"),
        NEEDS_CHANGES("needs_changes", "Changes requested"),
        REJECTED("rejected", "Rejected"),
        WITHDRAWN("withdrawn", "Withdrawn"),
        UPLOADING("uploading", "Not submitted"),
        ALL("all", "All");

        final String value;
        final String label;

        State(String value, String label) {
            this.value = value;
            this.label = label;
        }

        /** The states in this group; empty for all. */
        List<String> states() {
            return switch (this) {
                case WAITING -> List.of("queued", "review_paused");
                case UPLOADING -> List.of("awaiting_upload", "uploaded");
                case ALL -> List.of();
                default -> List.of(value);
            };
        }

        static State of(String value) {
            for (State state : values()) {
                if (state.value.equals(value)) {
                    return state;
                }
            }
            return WAITING;
        }
    }

    static QueueQuery of(HttpExchange exchange) {
        String text = exchange.query("q").orElse("").strip();
        return new QueueQuery(
                text.substring(0, Math.min(MAX_TEXT, text.length())),
                State.of(exchange.query("state").orElse("")),
                known(exchange, "channel", Set.copyOf(CHANNELS)),
                known(exchange, "risk", Set.copyOf(RISKS)),
                exchange.query("group").orElse("").equals("plugin"),
                page(exchange));
    }

    private static String known(HttpExchange exchange, String name, Set<String> values) {
        return exchange.query(name).filter(values::contains).orElse("");
    }

    /** The page that a query asks for, at least 1. */
    static int page(HttpExchange exchange) {
        String page = exchange.query("page").orElse("");
        return page.matches("\\d{1,7}") ? Math.max(1, Math.min(MAX_PAGE, Integer.parseInt(page))) : 1;
    }

    Filter filter() {
        return new Filter(state.states(), channel, risk, text);
    }

    boolean isNarrowed() {
        return !text.isEmpty() || !channel.isEmpty() || !risk.isEmpty();
    }

    QueueQuery with(State other) {
        return new QueueQuery(text, other, channel, risk, byPlugin, 1);
    }

    /** This query for another page of the list. */
    QueueQuery with(int number) {
        return new QueueQuery(text, state, channel, risk, byPlugin, number);
    }

    /** The address of another page of the same list. */
    String path(int number) {
        StringBuilder query = new StringBuilder();
        add(query, "q", text);
        add(query, "state", state == State.WAITING ? "" : state.value);
        add(query, "channel", channel);
        add(query, "risk", risk);
        add(query, "group", byPlugin ? "plugin" : "");
        add(query, "page", number == 1 ? "" : String.valueOf(number));
        return query.isEmpty() ? "/" : "/?" + query;
    }

    private static void add(StringBuilder query, String name, String value) {
        if (!value.isEmpty()) {
            query.append(query.isEmpty() ? "" : "&")
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
