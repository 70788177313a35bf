package io.powerx.publish.stage;

import io.powerx.publish.journal.HashChain;
import io.powerx.publish.journal.Journal;
import io.powerx.publish.journal.JournalEntry;
import io.powerx.publish.plugin.PluginSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The journals of earlier runs, which remain if a run was killed before it could write a receipt. */
final class EarlierJournal {
    private static final int MOST = 100;

    private EarlierJournal() {}

    private record Registered(Instant time, String publishId) {}

    /** The id of the newest publish of this version that one of the journals knows, at whichever Marketplace. */
    static Optional<String> publishOf(PublishContext context, PluginSnapshot plugin) {
        try (Stream<Path> folders = Files.list(context.options().outputs().journals())) {
            return folders.map(folder -> folder.resolve(Journal.NAME))
                    .filter(Files::isRegularFile)
                    .limit(MOST)
                    .flatMap(file -> registered(file, plugin).stream())
                    .max(Comparator.comparing(Registered::time))
                    .map(Registered::publishId);
        } catch (IOException noJournals) {
            return Optional.empty();
        }
    }

    private static Optional<Registered> registered(Path file, PluginSnapshot plugin) {
        try {
            List<JournalEntry> entries = HashChain.intact(Files.readAllLines(file), 1, HashChain.FIRST);
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
