package io.powerx.publish.secret;

import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Masks secrets in text. All output passes through it: console, logs, receipts, telemetry, debug logs, Jenkins pages.
 *
 * <p>Masks the registered secrets in every form in which a server or a log may repeat them: in capitals, hex, Base64
 * (once and twice), percent-encoded (once and twice), escaped for JSON or HTML, wrapped, or with invisible characters
 * in between. Also masks what looks like a secret without being registered: signed query strings, Authorization
 * headers, JSON Web Tokens, private keys. Thread-safe.
 */
public final class Redactor {
    /** How many levels of escaping are decoded. */
    private static final int LAYERS = 3;

    private static final int MIN_WORD_LENGTH = 4;

    private final Consumer<Secret> onSecret;
    private volatile SecretMatcher matcher = new SecretMatcher(List.of());
    private volatile List<Pattern> words = List.of();

    public Redactor() {
        this(secret -> {});
    }

    /** @param onSecret receives every secret before it is added, for a log that does its own masking */
    public Redactor(Consumer<Secret> onSecret) {
        this.onSecret = onSecret;
    }

    /**
     * Masks a secret from now on. A secret of 4 to 7 characters, such as a short passphrase, is masked only as a whole
     * word, because it could match parts of ordinary words. A shorter one is not masked, because it cannot be
     * distinguished from text.
     */
    public void add(Secret secret) {
        onSecret.accept(secret);
        List<String> folded = SecretEncodings.of(secret.reveal()).stream()
                .map(encoding -> FoldedText.plain(encoding, false))
                .map(text -> new String(text.chars(), 0, text.length()))
                .toList();
        synchronized (this) {
            matcher = matcher.plus(folded);
            int length = secret.reveal().length();
            if (length >= MIN_WORD_LENGTH && length < SecretMatcher.MIN_LENGTH) {
                words = Stream.concat(
                                words.stream(),
                                Stream.of(Pattern.compile(
                                        "(?<![\\p{L}\\p{N}])" + Pattern.quote(secret.reveal()) + "(?![\\p{L}\\p{N}])")))
                        .toList();
            }
        }
    }

    /** Replaces every secret with {@link Secret#MASK}. */
    public String redact(String text) {
        String clean = withoutKnownSecrets(text);
        for (Pattern word : words) {
            clean = word.matcher(clean).replaceAll(Secret.MASK);
        }
        return SecretShapes.masked(clean);
    }

    private String withoutKnownSecrets(String text) {
        SecretMatcher current = matcher;
        if (current.isEmpty() || text.length() < SecretMatcher.MIN_LENGTH || !contains(current, text)) {
            return text;
        }
        BitSet hidden = new BitSet(text.length());
        FoldedText layer = FoldedText.plain(text, true);
        current.mark(layer, hidden);
        for (int i = 0; i < LAYERS; i++) {
            layer = layer.unescaped();
            current.mark(layer, hidden);
        }
        return masked(text, hidden);
    }

    private static boolean contains(SecretMatcher matcher, String text) {
        FoldedText layer = FoldedText.plain(text, false);
        if (matcher.matches(layer)) {
            return true;
        }
        for (int i = 0; i < LAYERS && layer.mayBeEscaped(); i++) {
            layer = layer.unescaped();
            if (!layer.decoded()) {
                return false;
            }
            if (matcher.matches(layer)) {
                return true;
            }
        }
        return false;
    }

    private static String masked(String text, BitSet hidden) {
        StringBuilder clean = new StringBuilder(text.length());
        int shown = 0;
        for (int start = hidden.nextSetBit(0); start >= 0; start = hidden.nextSetBit(shown)) {
            clean.append(text, shown, start).append(Secret.MASK);
            shown = hidden.nextClearBit(start);
        }
        return clean.append(text, shown, text.length()).toString();
    }
}
