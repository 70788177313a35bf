package io.powerx.publish.stage;

import io.powerx.publish.journal.Journal;
import io.powerx.publish.journal.JournalEntry;
import io.powerx.publish.plugin.PluginSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The journals of earlier runs, which remain if a run was killed before it could write a receipt. */
final class EarlierJournal {
    private static final int MAX_JOURNALS = 100;

    private EarlierJournal() {}

    private record Registered(Instant time, String publishId) {}

    private record Dated(FileTime time, Path file) {}

    /** The id of the newest publish of this version in the {@link #MAX_JOURNALS} newest journals, at whichever Marketplace. */
    static Optional<String> publishOf(PublishContext context, PluginSnapshot plugin) {
        Path journals = context.options().outputs().journals();
        // Listing a named pipe blocks until there is a writer.
        if (!Files.isDirectory(journals)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(journals)) {
            return folders.map(folder -> folder.resolve(Journal.NAME))
                    .flatMap(file -> dated(file).stream())
                    .sorted(Comparator.comparing(Dated::time).reversed())
                    .limit(MAX_JOURNALS)
                    .flatMap(journal -> registered(journal.file(), plugin).stream())
                    .max(Comparator.comparing(Registered::time))
                    .map(Registered::publishId);
        } catch (IOException noJournals) {
            return Optional.empty();
        }
    }

    private static Optional<Dated> dated(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(new Dated(Files.getLastModifiedTime(file), file))
                    : Optional.empty();
        } catch (IOException removed) {
            return Optional.empty();
        }
    }

    private static Optional<Registered> registered(Path file, PluginSnapshot plugin) {
        try {
            List<JournalEntry> entries = Journal.read(file);
            boolean same = entries.stream()
                    .map(JournalEntry::data)
                    .anyMatch(data -> plugin.id().equals(data.get("pluginId"))
                            && plugin.version().equals(data.get("version")));
            return entries.stream()
                    .filter(entry -> same)
                    .flatMap(entry -> Stream.ofNullable(entry.data().get("publishId"))
                            .map(publishId -> new Registered(entry.time(), publishId)))
                    .reduce((earlier, later) -> later);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
