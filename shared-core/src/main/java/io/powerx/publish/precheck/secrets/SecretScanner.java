package io.powerx.publish.precheck.secrets;

import io.powerx.publish.pack.select.PrivateKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Searches files for secrets, one after the other and in parts, so that files of any size take constant memory. The time is
 * linear in the size: a table of byte pairs finds the few places where a detector looks closer. Not thread-safe.
 */
public final class SecretScanner {
    private static final int MAX_PER_FILE = 20;

    private final Map<Integer, List<Anchor>> anchors = new HashMap<>();
    private final boolean[] pairs = new boolean[1 << 16];
    private final List<FoundSecret> found = new ArrayList<>();
    private String path = "";
    private boolean text;
    private boolean privateKey;
    private long offset;
    private int line = 1;
    private int lineColumn;
    private long foundUntil;

    private record Anchor(String text, Detector detector) {}

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
        for (String text : detector.anchors()) {
            int pair = text.charAt(0) << 8 | text.charAt(1);
            pairs[pair] = true;
            anchors.computeIfAbsent(pair, key -> new ArrayList<>()).add(new Anchor(text, detector));
        }
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
            int pair = (bytes[i] & 0xFF) << 8 | bytes[i + 1] & 0xFF;
            if (pairs[pair]) {
                examine(window, i, pair);
            }
        }
    }

    /** Tells the scanner that the first bytes of the window are discarded. */
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

    private void examine(Window window, int index, int pair) {
        for (Anchor anchor : anchors.getOrDefault(pair, List.of())) {
            if (window.startsWith(index, anchor.text())) {
                anchor.detector().at(window, index, anchor.text()).ifPresent(candidate -> record(window, candidate));
            }
        }
    }

    private void record(Window window, Candidate candidate) {
        long start = offset + candidate.start();
        if (start < foundUntil) {
            // Another detector has already reported it.
            return;
        }
        if (candidate.kind().equals(LabelledKeys.PRIVATE_KEY) && start < PrivateKeys.SEARCHED) {
            privateKey = true;
            return;
        }
        Surroundings.of(path, text).judge(candidate, window).ifPresent(secret -> {
            foundUntil = offset + secret.end();
            if (found.size() < MAX_PER_FILE) {
                found.add(located(window, secret));
            }
        });
    }

    private FoundSecret located(Window window, Candidate secret) {
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
