package io.jenkins.plugins.powerx.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Which releases a page shows and in which order, as the parameters of its URL specify it. Unknown values count as missing ones, so that an
 * old bookmark shows a page instead of an error.
 */
public final class ReleaseQuery {
    /** Values of {@code state} that are no status of a version: all whose review is pending, those that are overdue, and live versions. */
    public static final String OPEN = "open";

    public static final String OVERDUE = "overdue";
    public static final String LIVE = "live";

    static final int SIZE = 50;
    private static final int LARGEST = 1_000;
    private static final String SORT = "sort";
    private static final String PAGE = "page";
    private static final String LONGEST_FIRST = "-" + ReleaseOrder.QUEUE.key();

    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final ReleaseOrder order;
    private final boolean descending;
    private final int page;
    private final int size;

    @CheckForNull
    private final Duration within;

    @CheckForNull
    private final LocalDate from;

    @CheckForNull
    private final LocalDate to;

    /** @param values of the parameters by their name; null for a missing one */
    public ReleaseQuery(@NonNull UnaryOperator<String> values) {
        for (String name :
                new String[] {"q", "state", "channel", "endpoint", "folder", "within", "from", "to", SORT, PAGE, "size"
                }) {
            String value = values.apply(name);
            if (value != null && !value.isBlank()) {
                parameters.put(name, value.strip());
            }
        }
        String sort = parameters.getOrDefault(SORT, "");
        String key = sort.startsWith("-") ? sort.substring(1) : sort;
        order = ReleaseOrder.of(key);
        descending = sort.startsWith("-") || !order.key().equals(key);
        page = number(PAGE, 1, Integer.MAX_VALUE);
        size = number("size", SIZE, LARGEST);
        within = within(parameters.get("within"));
        from = date(parameters.get("from"));
        to = date(parameters.get("to"));
    }

    private int number(String name, int otherwise, int most) {
        try {
            return Math.min(
                    most, Math.max(1, Integer.parseInt(parameters.getOrDefault(name, String.valueOf(otherwise)))));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    @CheckForNull
    private static LocalDate date(@CheckForNull String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Hours or days, such as {@code 24h} or {@code 7d}. */
    @CheckForNull
    private static Duration within(@CheckForNull String text) {
        if (text == null || !text.matches("[1-9][0-9]{0,3}[hd]")) {
            return null;
        }
        int number = Integer.parseInt(text.substring(0, text.length() - 1));
        return text.endsWith("h") ? Duration.ofHours(number) : Duration.ofDays(number);
    }

    /** The value of a parameter, for the form; null if it is missing. */
    @CheckForNull
    public String get(@NonNull String name) {
        return parameters.get(name);
    }

    public int getPage() {
        return page;
    }

    public int getSize() {
        return size;
    }

    ReleaseOrder order() {
        return order;
    }

    boolean isDescending() {
        return descending;
    }

    /** Whether the query restricts what is shown. */
    public boolean isFiltered() {
        return parameters.keySet().stream()
                .anyMatch(name -> !name.equals(SORT) && !name.equals(PAGE) && !name.equals("size"));
    }

    /** Whether a version matches everything but {@code state}. */
    boolean matches(@NonNull VersionRow row, @NonNull Instant now, @NonNull ZoneId zone) {
        String text = get("q");
        return is("channel", row.getRelease().getChannel())
                && is("endpoint", row.getRelease().getEndpoint())
                && inFolder(row)
                && inPeriod(row.getChanged(), now, zone)
                && (text == null || row.contains(text.toLowerCase(Locale.ROOT)));
    }

    /** Whether a version matches {@code state}. */
    boolean matchesState(@NonNull VersionRow row) {
        String state = get("state");
        if (state == null) {
            return true;
        }
        return switch (state) {
            case OPEN -> row.isPending();
            case OVERDUE -> row.isOverdue();
            case LIVE -> row.isLive();
            default -> state.equals(row.getRelease().getState().wireName());
        };
    }

    /** Whether one publish matches the filters that do not depend on other attempts. */
    boolean matches(@NonNull ReleaseRow row) {
        String text = get("q");
        String folder = get("folder");
        return is("channel", row.getRelease().getChannel())
                && is("endpoint", row.getRelease().getEndpoint())
                && (folder == null || row.isIn(folder))
                && (text == null || row.contains(text.toLowerCase(Locale.ROOT)));
    }

    private boolean is(String name, String value) {
        String wanted = get(name);
        return wanted == null || wanted.equals(value);
    }

    private boolean inFolder(VersionRow row) {
        String folder = get("folder");
        return folder == null || row.getAttempts().stream().anyMatch(attempt -> attempt.isIn(folder));
    }

    private boolean inPeriod(Instant changed, Instant now, ZoneId zone) {
        if (within == null && from == null && to == null) {
            return true;
        }
        LocalDate day = changed.atZone(zone).toLocalDate();
        return (within == null || !changed.isBefore(now.minus(within)))
                && (from == null || !day.isBefore(from))
                && (to == null || !day.isAfter(to));
    }

    /** The query string for the same view, beginning with a question mark. */
    public String getLink() {
        return link(parameters);
    }

    /** The query string for another page of the same view. */
    public String page(int number) {
        return changed(PAGE, number == 1 ? null : String.valueOf(number), false);
    }

    /** The query string with another value of a filter, on the first page. */
    public String with(@NonNull String name, @CheckForNull String value) {
        return changed(name, value, true);
    }

    /** The query string for versions in a state of waiting, the longest first; for all versions if the view shows that state. */
    public String waiting(@NonNull String state) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.remove(PAGE);
        if (state.equals(get("state"))) {
            changed.remove("state");
            changed.remove(SORT, LONGEST_FIRST);
        } else {
            changed.put("state", state);
            changed.put(SORT, LONGEST_FIRST);
        }
        return link(changed);
    }

    /** The query string for the live versions of a channel; for all versions if the view shows exactly these. */
    public String live(@NonNull String channel) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.remove(PAGE);
        if (LIVE.equals(get("state")) && channel.equals(get("channel"))) {
            changed.remove("state");
            changed.remove("channel");
        } else {
            changed.put("state", LIVE);
            changed.put("channel", channel);
        }
        return link(changed);
    }

    /** The query string for a view in this order; in the opposite one if the view has it already. */
    public String sortedBy(@NonNull String key) {
        boolean current = order.key().equals(key);
        boolean down = current ? !descending : ReleaseOrder.of(key).isDescendingFirst();
        return changed(SORT, (down ? "-" : "") + key, true);
    }

    /** For {@code aria-sort}: ascending, descending or none. */
    public String direction(@NonNull String key) {
        if (!order.key().equals(key)) {
            return "none";
        }
        return descending ? "descending" : "ascending";
    }

    private String changed(String name, @CheckForNull String value, boolean firstPage) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.remove(name);
        if (firstPage) {
            changed.remove(PAGE);
        }
        if (value != null) {
            changed.put(name, value);
        }
        return link(changed);
    }

    private static String link(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
    }
}
