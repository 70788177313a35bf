package io.powerx.publish.precheck.secrets;

import io.powerx.publish.pack.select.PrivateKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Searches files for secrets, one after the other and in parts, so that files of any size take constant memory. The time is
 * linear in the size: a table of byte pairs finds the few places where a detector looks closer. Not thread-safe.
 */
public final class SecretScanner {
    private static final int MAX_PER_FILE = 20;

    /** For each pair of bytes, the index of its triggers plus one; zero if there are none. */
    private final byte[] pairs = new byte[1 << 16];

    private final List<List<Trigger>> triggers = new ArrayList<>();
    private final List<FoundSecret> found = new ArrayList<>();
    private String path = "";
    private boolean text;
    private boolean privateKey;
    private long offset;
    private int line = 1;
    private int lineColumn;
    private long foundUntil;

    /** @param offset of the rarest pair of bytes within the anchor */
    private record Trigger(String anchor, int offset, Detector detector) {}

    /** @param now the time that the expiry of tokens is compared with */
    public SecretScanner(Instant now) {
        Stream.concat(
                        IssuerTokens.all().stream(),
                        Stream.of(
                                new CloudKeys(),
                                new LabelledKeys(),
                                new ConnectionStrings(),
                                new JsonWebTokens(now),
                                new AssignedSecrets()))
                .forEach(this::add);
    }

    private void add(Detector detector) {
        for (String anchor : detector.anchors()) {
            int offset = rarestPair(anchor);
            int pair = (anchor.charAt(offset) << 8) | anchor.charAt(offset + 1);
            if (pairs[pair] == 0) {
                triggers.add(new ArrayList<>());
                pairs[pair] = (byte) triggers.size();
            }
            triggers.get(pairs[pair] - 1).add(new Trigger(anchor, offset, detector));
        }
    }

    /** Letters in lower case and spaces are common in all texts. */
    private static int rarestPair(String anchor) {
        int best = 0;
        for (int i = 1; i < anchor.length() - 1; i++) {
            best = commonness(anchor, i) <= commonness(anchor, best) ? i : best;
        }
        return best;
    }

    private static int commonness(String anchor, int at) {
        return (int) anchor.substring(at, at + 2)
                .chars()
                .filter(character -> Character.isLowerCase(character) || character == ' ' || character == '-')
                .count();
    }

    /**
     * Begins a file.
     *
     * @param path in the package
     * @param text whether it is text; in other files only secrets with an unmistakable form are searched
     */
    public void begin(String path, boolean text) {
        found.clear();
        this.path = path;
        this.text = text;
        privateKey = false;
        offset = 0;
        line = 1;
        lineColumn = 0;
        foundUntil = 0;
    }

    /**
     * Searches a part of the file.
     *
     * @param bytes a window of the file
     * @param from index where the search begins; the bytes before are context
     * @param to index where the search ends; the bytes after are context, and searched with the next window
     * @param end of the window
     */
    public void search(byte[] bytes, int from, int to, int end) {
        Window window = new Window(bytes, end);
        int last = Math.min(to, end - 1);
        for (int i = from; i < last; i++) {
            int pair = ((bytes[i] & 0xFF) << 8) | (bytes[i + 1] & 0xFF);
            if (pairs[pair] != 0) {
                examine(window, i, triggers.get(pairs[pair] - 1));
            }
        }
    }

    /** Must be called before the first bytes of the window are discarded. */
    public void discard(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                line++;
                lineColumn = 0;
            } else {
                lineColumn++;
            }
        }
        offset += length;
    }

    /** The secrets of the file, at most 20. */
    public List<FoundSecret> found() {
        return List.copyOf(found);
    }

    /** Whether the part of the file that the packer searches contains a private key. */
    public boolean privateKey() {
        return privateKey;
    }

    private void examine(Window window, int index, List<Trigger> possible) {
        for (Trigger trigger : possible) {
            int start = index - trigger.offset();
            if (window.startsWith(start, trigger.anchor())) {
                trigger.detector()
                        .at(window, start, trigger.anchor())
                        .ifPresent(candidate -> record(window, candidate));
            }
        }
    }

    private void record(Window window, SecretCandidate candidate) {
        long start = offset + candidate.start();
        if (start < foundUntil) {
            // Another detector has already reported it.
            return;
        }
        if (candidate.kind().equals(LabelledKeys.PRIVATE_KEY) && start < PrivateKeys.SEARCHED) {
            privateKey = true;
            return;
        }
        Surroundings.of(path, text).evaluate(candidate, window).ifPresent(secret -> {
            foundUntil = offset + secret.end();
            if (found.size() < MAX_PER_FILE) {
                found.add(located(window, secret));
            }
        });
    }

    private FoundSecret located(Window window, SecretCandidate secret) {
        int at = line;
        int column = lineColumn;
        for (int i = 0; i < secret.start(); i++) {
            if (window.bytes()[i] == '\n') {
                at++;
                column = 0;
            } else {
                column++;
            }
        }
        return new FoundSecret(secret.kind(), secret.shown(), secret.certainty(), at, column + 1);
    }
}
