package io.powerx.publish.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** Shows the difference between two versions of a file as {@code diff -u} does. */
public final class UnifiedDiff {
    private UnifiedDiff() {}

    /** @param file its path, with forward slashes */
    public static String of(String file, String before, String after) {
        RawText old = new RawText(before.getBytes(StandardCharsets.UTF_8));
        RawText changed = new RawText(after.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream hunks = new ByteArrayOutputStream();
        try (DiffFormatter formatter = new DiffFormatter(hunks)) {
            formatter.format(new HistogramDiff().diff(RawTextComparator.DEFAULT, old, changed), old, changed);
            formatter.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "--- a/" + file + "\n+++ b/" + file + "\n" + hunks.toString(StandardCharsets.UTF_8);
    }
}
