package io.powerx.publish.audit;

import io.powerx.publish.journal.HashChain;
import io.powerx.publish.journal.JournalEntry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of an audit log: {@code audit-2026-11.jsonl}. */
final class AuditFiles {
    private static final String PREFIX = "audit-";
    private static final String SUFFIX = ".jsonl";
    private static final int TAIL = 64 << 10;

    private AuditFiles() {}

    static String name(YearMonth month) {
        return PREFIX + month + SUFFIX;
    }

    static Optional<YearMonth> month(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(YearMonth.parse(name.substring(PREFIX.length(), name.length() - SUFFIX.length())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The files, oldest first; none if the folder does not exist. */
    static List<Path> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> month(file).isPresent()).sorted().toList();
        }
    }

    /** The last complete entry of all files; its hash is not checked. */
    static Optional<JournalEntry> lastEntry(Path folder) throws IOException {
        List<Path> files = in(folder);
        for (int i = files.size() - 1; i >= 0; i--) {
            Optional<JournalEntry> last = lastEntryOf(files.get(i));
            if (last.isPresent()) {
                return last;
            }
        }
        return Optional.empty();
    }

    /** The last complete entry of a file, of which only the end is read. */
    static Optional<JournalEntry> lastEntryOf(Path file) throws IOException {
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(0, disk.length() - TAIL);
            byte[] bytes = new byte[Math.toIntExact(disk.length() - start)];
            disk.seek(start);
            disk.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            for (int i = lines.size() - 1; i >= 0; i--) {
                Optional<JournalEntry> entry = HashChain.parse(lines.get(i));
                if (entry.isPresent()) {
                    return entry;
                }
            }
            return Optional.empty();
        }
    }
}
