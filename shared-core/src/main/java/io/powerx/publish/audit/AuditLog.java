package io.powerx.publish.audit;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.PrivateFiles;
import io.powerx.publish.journal.HashChain;
import io.powerx.publish.journal.JournalEntry;
import io.powerx.publish.json.Json;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A folder of files with one JSON line for each security-relevant action: who did what, where, and with which result. Each line contains
 * the hash of the line before it, across files, so that a changed, missing or inserted line is detected. There is a file for each month;
 * files are kept for {@link #RETENTION}. Only their owner may read them. Processes that share a folder take turns.
 */
public final class AuditLog {
    /** Logs must be kept for 180 days (PowerX plugin CLI, config/logging.yaml). */
    public static final Duration RETENTION = Duration.ofDays(400);

    private static final int MAX_VALUE_LENGTH = 2_000;

    /** A lock belongs to the process, so its threads take turns here. */
    private static final Object TURN = new Object();

    private final Path folder;
    private final Clock clock;
    private final Redactor redactor;

    /** @param redactor removes secrets from every value */
    public AuditLog(Path folder, Clock clock, Redactor redactor) {
        this.folder = folder;
        this.clock = clock;
        this.redactor = redactor;
    }

    /**
     * Appends an entry and forces it to disk.
     *
     * @param action such as {@code publish.started}
     * @param details foreign texts are redacted and shortened
     * @throws PublishException {@link ErrorCode#STORAGE_FAILED} or {@link ErrorCode#DISK_FULL}
     */
    public void append(String action, Map<String, String> details) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Map<String, String> clean = new TreeMap<>();
        details.forEach((name, value) -> clean.put(name, ForeignText.oneLine(value, MAX_VALUE_LENGTH, redactor)));
        // Files cannot be locked on an interrupted thread, and the end of an interrupted run is recorded as well.
        boolean interrupted = Thread.interrupted();
        try {
            synchronized (TURN) {
                PrivateFiles.createDirectory(folder);
                append(now, action, clean);
            }
        } catch (IOException e) {
            throw IoFailure.error(ErrorCode.STORAGE_FAILED, "write the audit log in " + folder, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void append(Instant now, String action, Map<String, String> details) throws IOException {
        // One lock for all files, because the first line of a month follows the last one of the month before.
        Path lock = folder.resolve(".lock");
        PrivateFiles.createFile(lock);
        try (RandomAccessFile held = new RandomAccessFile(lock.toFile(), "rw")) {
            held.getChannel().lock();
            Path file = folder.resolve(AuditFiles.name(month(now)));
            boolean fresh = Files.notExists(file);
            Optional<JournalEntry> last = AuditFiles.lastEntry(folder);
            PrivateFiles.createFile(file);
            JournalEntry entry = HashChain.link(
                    last.map(JournalEntry::seq).orElse(0L) + 1,
                    now,
                    action,
                    details,
                    last.map(JournalEntry::hash).orElse(HashChain.FIRST));
            write(file, Json.write(entry) + "\n");
            // A long time without entries is more likely a wrong clock, which must not delete the log.
            if (fresh
                    && last.filter(before -> before.time().isAfter(now.minus(RETENTION)))
                            .isPresent()) {
                deleteOld(now);
            }
        }
    }

    /** The month of the file to append to: that of the last file if the clock was set back, as the chain only grows at its end. */
    private YearMonth month(Instant now) throws IOException {
        YearMonth current = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        List<Path> files = AuditFiles.in(folder);
        return files.isEmpty()
                ? current
                : AuditFiles.month(files.get(files.size() - 1))
                        .filter(last -> last.isAfter(current))
                        .orElse(current);
    }

    /** A line that a crash left incomplete is ended first; it is malformed, which a verification reports. */
    private static void write(Path file, String line) throws IOException {
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
            long end = disk.length();
            boolean complete = end == 0;
            if (end > 0) {
                disk.seek(end - 1);
                complete = disk.read() == '\n';
            }
            disk.seek(end);
            try {
                disk.write(((complete ? "" : "\n") + line).getBytes(StandardCharsets.UTF_8));
                disk.getFD().sync();
            } catch (IOException e) {
                // A full disk takes part of a line, which would look like a changed one.
                disk.setLength(end);
                throw e;
            }
        }
    }

    private void deleteOld(Instant now) throws IOException {
        YearMonth oldest = YearMonth.from(now.minus(RETENTION).atOffset(ZoneOffset.UTC));
        for (Path file : AuditFiles.in(folder)) {
            if (AuditFiles.month(file).orElseThrow().isBefore(oldest)) {
                Files.delete(file);
            }
        }
    }

    /** The files of the log, oldest first. */
    public List<Path> files() {
        try {
            return AuditFiles.in(folder);
        } catch (IOException e) {
            throw IoFailure.error(ErrorCode.STORAGE_FAILED, "read the audit log in " + folder, e);
        }
    }
}
