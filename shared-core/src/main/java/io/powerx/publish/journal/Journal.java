package io.powerx.publish.journal;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.json.Json;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The journal of one publish: JSON lines, each linked to the one before by its hash and on the disk before {@link #append} returns.
 * A last line that a crash cut short is dropped; a journal that somebody changed is set aside and a new one begun, since the
 * Marketplace knows what matters.
 *
 * <p>Two runs at once each write a journal of their own: the second finds the first one's locked and takes the next name.
 */
public final class Journal implements Closeable {
    private static final int RUNS_AT_ONCE = 100;

    private final Path file;
    private final RandomAccessFile disk;
    private final Clock clock;
    private final List<JournalEntry> entries;

    private Journal(Path file, RandomAccessFile disk, Clock clock, List<JournalEntry> entries) {
        this.file = file;
        this.disk = disk;
        this.clock = clock;
        this.entries = entries;
    }

    /**
     * Opens the journal in a folder, making both where they do not exist.
     *
     * @throws PublishException {@link ErrorCode#STORAGE_FAILED}
     */
    public static Journal open(Path folder, Clock clock) {
        try {
            Files.createDirectories(folder);
            for (int run = 1; run <= RUNS_AT_ONCE; run++) {
                Path file = folder.resolve(run == 1 ? "journal.jsonl" : "journal-" + run + ".jsonl");
                Journal journal = tryOpen(file, clock);
                if (journal != null) {
                    return journal;
                }
            }
            throw new IOException(RUNS_AT_ONCE + " journals are in use");
        } catch (IOException e) {
            throw storageFailed(folder, e);
        }
    }

    private static @Nullable Journal tryOpen(Path file, Clock clock) throws IOException {
        // Not a FileChannel: an interrupt would close it, and the journal must be written just then.
        RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw");
        boolean opened = false;
        try {
            if (!lock(disk)) {
                return null;
            }
            byte[] bytes = new byte[Math.toIntExact(disk.length())];
            disk.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            List<JournalEntry> entries = HashChain.intact(text.lines().toList());
            long wholeLines = text.chars().filter(c -> c == '\n').count();
            if (wholeLines > entries.size()) {
                Files.write(brokenName(file, clock), bytes);
            }
            disk.setLength(lengthOf(text, entries.size()));
            disk.seek(disk.length());
            opened = true;
            return new Journal(file, disk, clock, new ArrayList<>(entries));
        } finally {
            if (!opened) {
                disk.close();
            }
        }
    }

    private static boolean lock(RandomAccessFile disk) throws IOException {
        try {
            return disk.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static Path brokenName(Path file, Clock clock) {
        return file.resolveSibling(file.getFileName() + ".broken-" + clock.millis());
    }

    private static long lengthOf(String text, int lines) {
        int end = 0;
        for (int line = 0; line < lines; line++) {
            int feed = text.indexOf('\n', end);
            end = feed < 0 ? text.length() : feed + 1;
        }
        return text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * Adds an entry; it is on the disk when this returns.
     *
     * @throws PublishException {@link ErrorCode#STORAGE_FAILED}, with the journal as it was before
     */
    public synchronized void append(String type, Map<String, String> data) {
        String previous = entries.isEmpty()
                ? HashChain.FIRST
                : entries.get(entries.size() - 1).hash();
        JournalEntry entry = HashChain.link(
                entries.size() + 1L, clock.instant().truncatedTo(ChronoUnit.MILLIS), type, data, previous);
        try {
            long begin = disk.getFilePointer();
            try {
                disk.write((Json.write(entry) + "\n").getBytes(StandardCharsets.UTF_8));
                disk.getFD().sync();
            } catch (IOException e) {
                disk.setLength(begin);
                throw e;
            }
        } catch (IOException e) {
            throw storageFailed(file, e);
        }
        entries.add(entry);
    }

    /** The latest value of a fact, whatever entry it stands in. */
    public synchronized Optional<String> latest(String key) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            String value = entries.get(i).data().get(key);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** All entries so far, those of earlier runs included. */
    public synchronized List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    public Path file() {
        return file;
    }

    @Override
    public void close() {
        try {
            disk.close();
        } catch (IOException e) {
            throw storageFailed(file, e);
        }
    }

    private static PublishException storageFailed(Path where, IOException cause) {
        return PublishException.of(
                        IoFailure.code(cause, ErrorCode.STORAGE_FAILED),
                        "write the journal " + where,
                        IoFailure.text(cause))
                .causedBy(cause)
                .build();
    }
}
