package io.powerx.publish.journal;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.Map;

/**
 * One line of a journal.
 *
 * @param seq from 1, without gaps
 * @param type the event, such as {@code registered} or {@code part}
 * @param data details of the event; must not contain secrets
 * @param previous hash of the previous line; 64 zeros in the first line
 * @param hash SHA-256 of the entry's JSON without this member, in hex
 */
@JsonPropertyOrder({"seq", "time", "type", "data", "previous", "hash"})
public record JournalEntry(
        long seq, Instant time, String type, Map<String, String> data, String previous, String hash) {}
