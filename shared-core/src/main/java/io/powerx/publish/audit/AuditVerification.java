package io.powerx.publish.audit;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.journal.HashChain;
import io.powerx.publish.journal.JournalEntry;
import io.powerx.publish.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a file of an audit log is unchanged. Lines that were cut off at the beginning of the first file or at the end of the last one
 * cannot be detected from the file alone; compare the numbers of its entries and the hash of the last one with another copy.
 *
 * @param entries the entries before the first fault
 * @param brokenLine line of the first fault, from 1; null if there is none
 * @param fault what is wrong there, as a clause; null if nothing is
 */
public record AuditVerification(
        List<JournalEntry> entries,
        @Nullable Integer brokenLine,
        @Nullable String fault) {

    /**
     * Verifies a file.
     *
     * @param file a file of an audit log; the ones of the month before and after are read too, if they are next to it
     * @throws PublishException {@link ErrorCode#CONFIG_UNREADABLE} if it cannot be read
     */
    public static AuditVerification of(Path file) {
        try {
            SmallFile.requireRegular(file);
            return continued(verify(Files.readAllLines(file), before(file)), after(file));
        } catch (MalformedInputException e) {
            return new AuditVerification(List.of(), 1, "the file is not UTF-8 text");
        } catch (IOException e) {
            throw IoFailure.error(ErrorCode.CONFIG_UNREADABLE, "read " + file, e);
        }
    }

    public boolean intact() {
        return fault == null;
    }

    /** The first entry before the first fault. */
    public Optional<JournalEntry> first() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(0));
    }

    /** The last entry before the first fault. */
    public Optional<JournalEntry> last() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }

    /** The last entry of the file before this one; empty if there is no such file. */
    private static Optional<JournalEntry> before(Path file) throws IOException {
        Optional<JournalEntry> last = Optional.empty();
        for (Path other : neighbors(file)) {
            if (name(other).compareTo(name(file)) < 0) {
                last = AuditFiles.lastEntryOf(other);
            }
        }
        return last;
    }

    /** The first entry of the file after this one; empty if there is no such file. */
    private static Optional<JournalEntry> after(Path file) throws IOException {
        for (Path other : neighbors(file)) {
            if (name(other).compareTo(name(file)) > 0) {
                try (Stream<String> lines = Files.lines(other)) {
                    return lines.findFirst().flatMap(HashChain::parse);
                } catch (UncheckedIOException notText) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** The files of the same log; none if this is not called like one of them. */
    private static List<Path> neighbors(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null || AuditFiles.month(file).isEmpty() ? List.of() : AuditFiles.in(folder);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** The file after this one shows whether lines at the end are missing. */
    private static AuditVerification continued(AuditVerification file, Optional<JournalEntry> next) {
        if (!file.intact() || next.isEmpty()) {
            return file;
        }
        String last = file.last().map(JournalEntry::hash).orElse(HashChain.FIRST);
        return next.get().previous().equals(last)
                ? file
                : new AuditVerification(
                        file.entries(),
                        file.entries().size() + 1,
                        "entries at the end are missing, which the next file continues");
    }

    private static AuditVerification verify(List<String> lines, Optional<JournalEntry> before) {
        Optional<JournalEntry> first = lines.isEmpty() ? Optional.empty() : HashChain.parse(lines.get(0));
        if (first.isEmpty()) {
            return lines.isEmpty()
                    ? new AuditVerification(List.of(), null, null)
                    : new AuditVerification(List.of(), 1, "the line is not an entry of an audit log");
        }
        boolean continues = before.isEmpty()
                || (before.get().hash().equals(first.get().previous())
                        && before.get().seq() + 1 == first.get().seq());
        if (!continues) {
            return new AuditVerification(List.of(), 1, "the entry does not follow the last entry of the previous file");
        }
        if (before.isEmpty()
                && first.get().seq() == 1
                && !first.get().previous().equals(HashChain.FIRST)) {
            return new AuditVerification(List.of(), 1, "the first entry refers to an earlier one");
        }
        List<JournalEntry> chained =
                HashChain.intact(lines, first.get().seq(), first.get().previous());
        List<JournalEntry> entries = chained.subList(0, written(chained, lines));
        if (entries.size() == lines.size()) {
            return new AuditVerification(entries, null, null);
        }
        String line = lines.get(entries.size());
        return new AuditVerification(
                entries,
                entries.size() + 1,
                HashChain.parse(line).isEmpty()
                        ? "the line is not an entry of an audit log"
                        : "the entry was changed, or entries before it are missing");
    }

    /** How many entries are exactly what was written: a hash does not protect members that are not read. */
    private static int written(List<JournalEntry> chained, List<String> lines) {
        int count = 0;
        while (count < chained.size() && Json.write(chained.get(count)).equals(lines.get(count))) {
            count++;
        }
        return count;
    }
}
