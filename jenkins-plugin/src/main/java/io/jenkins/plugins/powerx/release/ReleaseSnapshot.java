package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One compact file with the lists of all jobs, because reading thousands of XML files after a start takes seconds. It is only a cache: the
 * list of a job whose file has changed since is read from that file.
 */
final class ReleaseSnapshot {
    private static final String FORMAT = "px-publish releases 1";
    private static final int MAX_JOBS = 1_000_000;

    private ReleaseSnapshot() {}

    /**
     * Time and size of a job's file, which change whenever it is written.
     *
     * @param modified milliseconds since 1970
     * @param size bytes
     */
    record Stamp(long modified, long size) {
        /** Null if there is no file. */
        @CheckForNull
        static Stamp of(@NonNull Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(attributes.lastModifiedTime().toMillis(), attributes.size());
            } catch (IOException e) {
                return null;
            }
        }
    }

    /** The list of a job as of the time at which its file had the stamp. */
    record Stored(
            @NonNull String job,
            @NonNull Stamp stamp,
            @NonNull List<ReleaseEntry> entries) {}

    /** The lists by the full name of the job; empty if the file does not exist or cannot be read. */
    static Map<String, Stored> read(@NonNull Path file) throws IOException {
        Map<String, Stored> lists = new HashMap<>();
        if (!Files.exists(file)) {
            return lists;
        }
        try (DataInputStream input =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            if (!FORMAT.equals(input.readUTF())) {
                return lists;
            }
            Texts texts = new Texts(input);
            int jobs = Math.min(MAX_JOBS, input.readInt());
            for (int job = 0; job < jobs; job++) {
                Stored stored = readJob(input, texts);
                lists.put(stored.job(), stored);
            }
        }
        return lists;
    }

    private static Stored readJob(DataInputStream input, Texts texts) throws IOException {
        String name = input.readUTF();
        Stamp stamp = new Stamp(input.readLong(), input.readLong());
        List<ReleaseEntry> entries = new ArrayList<>();
        for (int left = input.readInt(); left > 0; left--) {
            entries.add(ReleaseEntry.read(texts));
        }
        return new Stored(name, stamp, List.copyOf(entries));
    }

    /** Replaces the file. */
    static void write(@NonNull Path file, @NonNull Collection<Stored> lists) throws IOException {
        // An empty sibling is the folder; it exists for every path, unlike the parent.
        Path folder = Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        Path temporary = Files.createTempFile(folder, "releases", ".tmp");
        try {
            try (DataOutputStream output =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16))) {
                output.writeUTF(FORMAT);
                output.writeInt(lists.size());
                for (Stored stored : lists) {
                    writeJob(output, stored);
                }
            }
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void writeJob(DataOutputStream output, Stored stored) throws IOException {
        output.writeUTF(stored.job());
        output.writeLong(stored.stamp().modified());
        output.writeLong(stored.stamp().size());
        output.writeInt(stored.entries().size());
        for (ReleaseEntry entry : stored.entries()) {
            entry.write(output);
        }
    }

    /** Reads values and keeps each text, such as the id of a plugin, only once. */
    static final class Texts {
        private final DataInputStream input;
        private final Map<String, String> known = new HashMap<>();

        Texts(DataInputStream input) {
            this.input = input;
        }

        String text() throws IOException {
            String text = input.readUTF();
            String same = known.putIfAbsent(text, text);
            return same == null ? text : same;
        }

        @CheckForNull
        String textOrNull() throws IOException {
            return input.readBoolean() ? text() : null;
        }

        long number() throws IOException {
            return input.readLong();
        }

        int smallNumber() throws IOException {
            return input.readInt();
        }

        boolean flag() throws IOException {
            return input.readBoolean();
        }
    }

    static void writeText(@NonNull DataOutputStream output, @CheckForNull String text) throws IOException {
        output.writeBoolean(text != null);
        if (text != null) {
            output.writeUTF(text);
        }
    }
}
