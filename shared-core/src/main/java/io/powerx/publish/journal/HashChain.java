package io.powerx.publish.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Links entries by their hashes, so that a changed, missing or inserted line is detected. */
public final class HashChain {
    /** The hash before the first entry. */
    public static final String FIRST = "0".repeat(64);

    private HashChain() {}

    /** Returns the entry that follows the one with the hash {@code previous}. */
    public static JournalEntry link(long seq, Instant time, String type, Map<String, String> data, String previous) {
        Map<String, String> sorted = new TreeMap<>(data);
        return new JournalEntry(seq, time, type, sorted, previous, hash(seq, time, type, sorted, previous));
    }

    /** Returns the entries before the first line that is malformed or does not follow its predecessor. */
    static List<JournalEntry> intact(Iterable<String> lines) {
        return intact(lines, 1, FIRST);
    }

    /**
     * Like {@link #intact(Iterable)}, for the continuation of a chain.
     *
     * @param seq number of the first entry
     * @param previous hash of the entry before it
     */
    public static List<JournalEntry> intact(Iterable<String> lines, long seq, String previous) {
        List<JournalEntry> entries = new ArrayList<>();
        String last = previous;
        for (String line : lines) {
            Optional<JournalEntry> entry = parse(line);
            if (entry.isEmpty() || !follows(entry.get(), seq + entries.size(), last)) {
                break;
            }
            entries.add(entry.get());
            last = entry.get().hash();
        }
        return entries;
    }

    private static boolean follows(JournalEntry entry, long seq, String previous) {
        return entry.seq() == seq
                && previous.equals(entry.previous())
                && hash(seq, entry.time(), entry.type(), new TreeMap<>(entry.data()), previous)
                        .equals(entry.hash());
    }

    /** Reads a line; empty if it is not a complete entry. Its hash is not checked. */
    public static Optional<JournalEntry> parse(String line) {
        try {
            JournalEntry entry = Json.mapper().readValue(line, JournalEntry.class);
            boolean complete = entry.time() != null && entry.type() != null && entry.data() != null;
            return complete ? Optional.of(entry) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String hash(long seq, Instant time, String type, Map<String, String> data, String previous) {
        Map<String, Object> hashed = new LinkedHashMap<>();
        hashed.put("seq", seq);
        hashed.put("time", time);
        hashed.put("type", type);
        hashed.put("data", data);
        hashed.put("previous", previous);
        return Sha256.hex(Json.write(hashed));
    }
}
