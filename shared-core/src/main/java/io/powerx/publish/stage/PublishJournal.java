package io.powerx.publish.stage;

import io.powerx.publish.journal.Journal;
import io.powerx.publish.journal.JournalEntry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The journal of one publish. Entries before it is opened are dropped: without a content digest there is nothing to resume, and a dry run
 * never opens it.
 */
public final class PublishJournal implements AutoCloseable {
    private @Nullable Journal journal;

    void open(Path folder, Clock clock) {
        journal = Journal.open(folder, clock);
    }

    /** Appends an entry, which is on disk when this returns. */
    public void append(String type, Map<String, String> data) {
        if (journal != null) {
            journal.append(type, data);
        }
    }

    /** The latest value of a key, including earlier runs. */
    Optional<String> latest(String key) {
        return journal == null ? Optional.empty() : journal.latest(key);
    }

    /** All entries, including those of earlier runs. */
    List<JournalEntry> entries() {
        return journal == null ? List.of() : journal.entries();
    }

    @Override
    public void close() {
        if (journal != null) {
            journal.close();
        }
    }
}
