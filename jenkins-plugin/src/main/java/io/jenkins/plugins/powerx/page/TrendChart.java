package io.jenkins.plugins.powerx.page;

import hudson.Util;
import io.jenkins.plugins.powerx.release.ReleaseEntry;
import io.jenkins.plugins.powerx.release.ReleaseStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How long the latest releases took and how they ended, as bars of an SVG picture. Drawn by the page itself: it needs no script, follows
 * the theme, and is the only chart here, which is no reason to depend on a charting library.
 *
 * @param bars oldest first
 * @param states of the bars, each once
 * @param longest duration in milliseconds, which is what the highest bar stands for
 */
public record TrendChart(List<Bar> bars, List<ReleaseStatus> states, long longest) {
    private static final int MOST = 40;
    private static final int WIDTH = 12;
    private static final int GAP = 4;
    private static final int HEIGHT = 80;
    private static final int SHORTEST = 4;

    /**
     * One release.
     *
     * @param tone style of its state
     * @param label what it was, for readers who cannot see it
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
        List<ReleaseEntry> shown = new ArrayList<>(releases.subList(0, Math.min(MOST, releases.size())));
        Collections.reverse(shown);
        long longest = Math.max(
                1, shown.stream().mapToLong(ReleaseEntry::getDuration).max().orElse(1));
        List<Bar> bars = new ArrayList<>();
        for (ReleaseEntry release : shown) {
            int height = (int) Math.max(SHORTEST, HEIGHT * release.getDuration() / longest);
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

    /** In the language of the reader. */
    public String getLongest() {
        return Util.getTimeSpanString(longest);
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
