package io.powerx.publish.journal;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.Map;

/**
 * One line of a journal.
 *
 * @param seq from 1, without gaps
 * @param type what happened, such as {@code registered} or {@code part}
 * @param data the facts, never a secret
 * @param previous hash of the line before; 64 zeros on the first
 * @param hash SHA-256 of this entry's JSON without this member, in hex
 */
@JsonPropertyOrder({"seq", "time", "type", "data", "previous", "hash"})
public record JournalEntry(
        long seq, Instant time, String type, Map<String, String> data, String previous, String hash) {}
