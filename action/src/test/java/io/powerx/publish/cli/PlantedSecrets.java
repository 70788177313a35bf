package io.powerx.publish.cli;

import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.testing.SecretForms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Secrets in every form, each in a text that remains when the secret is removed. */
public final class PlantedSecrets {
    private static final int SECRETS = 25;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int TRACE = 12;

    /** How many characters at the edge of an encoded text may also belong to what surrounds it. */
    private static final int EDGE = 8;

    private final List<Secret> secrets = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<String> traces = new ArrayList<>();

    public PlantedSecrets() {
        Random random = new Random(500);
        for (int i = 0; i < SECRETS; i++) {
            String secret = "pxs_" + letters(random) + "/qLw+Zt7=Rb&4<VmXe\"" + letters(random);
            secrets.add(Secret.of(secret));
            SecretForms.of(secret).values().forEach(this::plant);
        }
    }

    private static String letters(Random random) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return letters.toString();
    }

    private void plant(String written) {
        String plain = plain(written);
        traces.add(plain.substring(EDGE, EDGE + TRACE));
        traces.add(plain.substring(plain.length() - EDGE - TRACE, plain.length() - EDGE));
        texts.add(marker(texts.size()) + " " + written + " .");
    }

    private static String marker(int number) {
        return "planted" + number;
    }

    private static String plain(String text) {
        return text.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    /** Adds the secrets to a redactor. */
    public void register(Redactor redactor) {
        secrets.forEach(redactor::add);
    }

    /** The texts, each with one secret in one form. */
    public List<String> texts() {
        return Collections.unmodifiableList(texts);
    }

    /** The parts of secrets that the text contains, in any writing. */
    public List<String> leaks(String text) {
        String plain = plain(text);
        return traces.stream().filter(plain::contains).toList();
    }

    /** The planted texts that are not found, so that nothing can be said about their secrets. */
    public List<String> missing(String text) {
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!text.contains(marker(i) + " ")) {
                missing.add(marker(i));
            }
        }
        return missing;
    }
}
