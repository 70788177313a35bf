package io.jenkins.plugins.powerx.page;

import io.jenkins.plugins.powerx.release.ReleaseEntry;
import io.jenkins.plugins.powerx.release.ReleaseStatus;
import io.jenkins.plugins.powerx.release.TimeSpan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The duration and status of the latest releases as a bar chart. The page draws it as SVG, without a script and in the colors of the
 * theme; one chart does not justify a charting library.
 *
 * @param bars oldest first
 * @param states of the bars, without duplicates
 * @param longest duration in milliseconds, shown by the highest bar
 */
public record TrendChart(List<Bar> bars, List<ReleaseStatus> states, long longest) {
    private static final int MAX_BARS = 40;
    private static final int WIDTH = 12;
    private static final int GAP = 4;
    private static final int HEIGHT = 80;
    private static final int MIN_HEIGHT = 4;

    /**
     * One release.
     *
     * @param tone style of its state
     * @param label for screen readers
     */
    public record Bar(int build, int x, int y, int height, String tone, String label) {
        // Jelly reads properties, not record components.

        public int getBuild() {
            return build;
        }

        public int getX() {
            return x;
        }

        public int getY() {
            return y;
        }

        public int getHeight() {
            return height;
        }

        public String getTone() {
            return tone;
        }

        public String getLabel() {
            return label;
        }
    }

    /** @param releases newest first */
    static TrendChart of(List<ReleaseEntry> releases) {
        List<ReleaseEntry> shown = new ArrayList<>(releases.subList(0, Math.min(MAX_BARS, releases.size())));
        Collections.reverse(shown);
        long longest = Math.max(
                1, shown.stream().mapToLong(ReleaseEntry::getDuration).max().orElse(1));
        List<Bar> bars = new ArrayList<>();
        for (ReleaseEntry release : shown) {
            int height = (int) Math.max(MIN_HEIGHT, HEIGHT * release.getDuration() / longest);
            bars.add(new Bar(
                    release.getBuild(),
                    bars.size() * (WIDTH + GAP),
                    HEIGHT - height,
                    height,
                    release.getState().getTone(),
                    "#" + release.getBuild() + ": " + release.getVersion() + " " + release.getChannel() + ", "
                            + release.getState().getLabel() + ", " + release.getDurationText()));
        }
        List<ReleaseStatus> states =
                shown.stream().map(ReleaseEntry::getState).distinct().sorted().toList();
        return new TrendChart(bars, states, longest);
    }

    public List<Bar> getBars() {
        return bars;
    }

    public List<ReleaseStatus> getStates() {
        return states;
    }

    /** In the language of the user. */
    public String getLongest() {
        return TimeSpan.text(longest);
    }

    public int getWidth() {
        return Math.max(WIDTH, bars.size() * (WIDTH + GAP));
    }

    public int getBarWidth() {
        return WIDTH;
    }

    public int getHeight() {
        return HEIGHT;
    }
}
