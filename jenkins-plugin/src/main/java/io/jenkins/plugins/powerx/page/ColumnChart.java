package io.jenkins.plugins.powerx.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/**
 * One column for each day, drawn as SVG by the page without a script and in the colors of the theme. The table below the chart has the
 * values for screen readers.
 *
 * @param highest value of the scale
 * @param goalY position of the goal's line; negative without a goal
 */
public record ColumnChart(List<Segment> segments, double highest, int days, int goalY) {
    private static final int WIDTH = 12;
    private static final int GAP = 4;
    private static final int HEIGHT = 80;

    /** A part of a column, with its tone. */
    record Part(String tone, double value) {}

    /**
     * A part of a column in the coordinates of the drawing.
     *
     * @param tone success, warning, error, info or neutral
     */
    public record Segment(int x, int y, int height, String tone) {}

    /** Columns whose parts are stacked. */
    static ColumnChart stacked(
            @NonNull List<DailyTrend.Day> days, @NonNull Function<DailyTrend.Day, List<Part>> parts) {
        List<List<Part>> columns = days.stream().map(parts).toList();
        double highest = Math.max(
                1,
                columns.stream()
                        .mapToDouble(column ->
                                column.stream().mapToDouble(Part::value).sum())
                        .max()
                        .orElse(1));
        return new ColumnChart(segments(columns, highest), highest, days.size(), -1);
    }

    /**
     * Columns of one value.
     *
     * @param value null for a day without one
     * @param tone of the column
     * @param goal 0 for none
     */
    static ColumnChart of(
            @NonNull List<DailyTrend.Day> days,
            @NonNull Function<DailyTrend.Day, ? extends Number> value,
            @NonNull DoubleFunction<String> tone,
            double goal) {
        List<List<Part>> columns =
                days.stream().map(value).map(number -> parts(number, tone)).toList();
        double highest = Math.max(
                Math.max(1, goal),
                columns.stream()
                        .flatMap(List::stream)
                        .mapToDouble(Part::value)
                        .max()
                        .orElse(1));
        int goalY = goal == 0 ? -1 : HEIGHT - (int) Math.round(HEIGHT * goal / highest);
        return new ColumnChart(segments(columns, highest), highest, days.size(), goalY);
    }

    private static List<Part> parts(@CheckForNull Number value, DoubleFunction<String> tone) {
        return value == null ? List.of() : List.of(new Part(tone.apply(value.doubleValue()), value.doubleValue()));
    }

    private static List<Segment> segments(List<List<Part>> columns, double highest) {
        List<Segment> segments = new ArrayList<>();
        for (int day = 0; day < columns.size(); day++) {
            int top = HEIGHT;
            for (Part part : columns.get(day)) {
                if (part.value() > 0) {
                    int height = Math.max(2, (int) Math.round(HEIGHT * part.value() / highest));
                    top = Math.max(0, top - height);
                    segments.add(new Segment(day * (WIDTH + GAP), top, height, part.tone()));
                }
            }
        }
        return segments;
    }

    public int width() {
        return days * (WIDTH + GAP) - GAP;
    }

    public int height() {
        return HEIGHT;
    }

    public int columnWidth() {
        return WIDTH;
    }
}
