package io.powerx.publish.audit;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.journal.HashChain;
import io.powerx.publish.journal.JournalEntry;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a file of an audit log is unchanged. Lines that were cut off at the end cannot be detected from the file alone; compare the
 * number and the hash of the last entry with another copy.
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
     * @param file a file of an audit log; the one of the month before is read too, if it is next to it
     * @throws PublishException {@link ErrorCode#CONFIG_UNREADABLE} if it cannot be read
     */
    public static AuditVerification of(Path file) {
        try {
            SmallFile.requireRegular(file);
            return verify(Files.readAllLines(file), before(file));
        } catch (MalformedInputException e) {
            return new AuditVerification(List.of(), 1, "the file is not UTF-8 text");
        } catch (IOException e) {
            throw IoFailure.error(ErrorCode.CONFIG_UNREADABLE, "read " + file, e);
        }
    }

    public boolean intact() {
        return fault == null;
    }

    /** The last entry of the file before this one; empty if there is no such file. */
    private static Optional<JournalEntry> before(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Optional<JournalEntry> last = Optional.empty();
        for (Path other : AuditFiles.in(folder == null ? file : folder)) {
            if (String.valueOf(other.getFileName()).compareTo(String.valueOf(file.getFileName())) < 0) {
                last = AuditFiles.lastEntryOf(other);
            }
        }
        return last;
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
            return new AuditVerification(List.of(), 1, "the entry does not follow the last one of the file before");
        }
        if (before.isEmpty()
                && first.get().seq() == 1
                && !first.get().previous().equals(HashChain.FIRST)) {
            return new AuditVerification(List.of(), 1, "the first entry refers to an earlier one");
        }
        List<JournalEntry> entries =
                HashChain.intact(lines, first.get().seq(), first.get().previous());
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
}
