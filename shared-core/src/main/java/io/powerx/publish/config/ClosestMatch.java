package io.powerx.publish.config;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the known word that a misspelled word probably stands for. */
public final class ClosestMatch {
    private ClosestMatch() {}

    /**
     * Returns the known word that differs by letter case, or by one or two typos; null if there is none, or if the word is too short to
     * decide.
     */
    public static @Nullable String to(String word, Collection<String> known) {
        int allowed = word.length() < 4 ? 0 : word.length() < 12 ? 1 : 2;
        String closest = null;
        int least = allowed + 1;
        for (String candidate : known) {
            if (candidate.equalsIgnoreCase(word)) {
                return candidate;
            }
            if (Math.abs(candidate.length() - word.length()) < least) {
                int distance = distance(word, candidate);
                if (distance < least) {
                    least = distance;
                    closest = candidate;
                }
            }
        }
        return closest;
    }

    /**
     * The optimal string alignment distance: counts insertions, deletions, substitutions and swaps of adjacent
     * characters.
     */
    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1] + 1, last[j] + 1), last[j - 1] + cost);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
