package io.powerx.publish.journal;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.PrivateFiles;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.json.Json;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
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
 * The journal of one publish: JSON lines, each linked to its predecessor by a hash and on disk before {@link #append}
 * returns. An incomplete last line, which a crash may leave, is dropped. If lines were changed, a copy of the file is
 * kept and the journal continues after the last intact line; anything missing is requested from the Marketplace.
 *
 * <p>Concurrent runs write separate journals: if the file is locked, the next free name is used.
 */
public final class Journal implements Closeable {
    /** The file of a run in the folder of its publish; runs at the same time have further ones. */
    public static final String NAME = "journal.jsonl";

    private static final int MAX_CONCURRENT_RUNS = 100;
    private static final int MAX_BYTES = 64 << 20;

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
     * Opens the journal in a folder. Creates the folder and the journal if they do not exist.
     *
     * @throws PublishException {@link ErrorCode#STORAGE_FAILED} or {@link ErrorCode#DISK_FULL}
     */
    public static Journal open(Path folder, Clock clock) {
        try {
            create(folder);
            for (int run = 1; run <= MAX_CONCURRENT_RUNS; run++) {
                Path file = folder.resolve(run == 1 ? NAME : "journal-" + run + ".jsonl");
                Journal journal = tryOpen(file, clock);
                if (journal != null) {
                    return journal;
                }
            }
            throw new IOException(MAX_CONCURRENT_RUNS + " journals are in use");
        } catch (IOException e) {
            throw storageFailed(folder, e);
        }
    }

    /**
     * Reads the intact entries of a journal that this process does not write.
     *
     * @throws IOException if the file cannot be read, is not a regular file, or is larger than any journal
     */
    public static List<JournalEntry> read(Path file) throws IOException {
        return HashChain.intact(new String(SmallFile.read(file, MAX_BYTES), StandardCharsets.UTF_8)
                .lines()
                .toList());
    }

    /** The topmost folder that is created excludes itself from git, so that no journal is committed with a project. */
    private static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path top = folder.toAbsolutePath();
        for (Path above = top.getParent(); above != null && Files.notExists(above); above = above.getParent()) {
            top = above;
        }
        PrivateFiles.createDirectory(folder);
        Files.writeString(top.resolve(".gitignore"), "*\n", StandardCharsets.UTF_8);
    }

    private static @Nullable Journal tryOpen(Path file, Clock clock) throws IOException {
        PrivateFiles.createFile(file);
        SmallFile.requireRegular(file);
        // Not a FileChannel, which an interrupt closes: the journal must record the interrupt.
        RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw");
        boolean opened = false;
        try {
            if (!lock(disk)) {
                return null;
            }
            if (disk.length() > MAX_BYTES) {
                throw new FileSystemException(file.toString(), null, "it is larger than " + MAX_BYTES + " bytes");
            }
            byte[] bytes = new byte[Math.toIntExact(disk.length())];
            disk.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            List<JournalEntry> entries = HashChain.intact(text.lines().toList());
            long completeLines = text.chars().filter(c -> c == '\n').count();
            if (completeLines > entries.size()) {
                Files.write(copyOfBroken(file, clock), bytes);
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

    private static Path copyOfBroken(Path file, Clock clock) {
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
     * Appends an entry and forces it to disk.
     *
     * @throws PublishException {@link ErrorCode#STORAGE_FAILED} or {@link ErrorCode#DISK_FULL}; the journal is
     *     unchanged then
     */
    public synchronized void append(String type, Map<String, String> data) {
        String previous = entries.isEmpty()
                ? HashChain.FIRST
                : entries.get(entries.size() - 1).hash();
        JournalEntry entry = HashChain.link(
                entries.size() + 1L, clock.instant().truncatedTo(ChronoUnit.MILLIS), type, data, previous);
        try {
            long start = disk.getFilePointer();
            try {
                disk.write((Json.write(entry) + "\n").getBytes(StandardCharsets.UTF_8));
                disk.getFD().sync();
            } catch (IOException e) {
                disk.setLength(start);
                throw e;
            }
        } catch (IOException e) {
            throw storageFailed(file, e);
        }
        entries.add(entry);
    }

    /** The latest value with this key in the data of all entries. */
    public synchronized Optional<String> latest(String key) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            String value = entries.get(i).data().get(key);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** All entries, including those of earlier runs. */
    public synchronized List<JournalEntry> entries() {
        return List.copyOf(entries);
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
        return IoFailure.error(ErrorCode.STORAGE_FAILED, "write the journal " + where, cause);
    }
}
