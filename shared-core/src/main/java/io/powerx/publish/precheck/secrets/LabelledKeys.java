package io.powerx.publish.precheck.secrets;

import io.powerx.publish.pack.select.PrivateKeys;
import io.powerx.publish.precheck.secrets.FoundSecret.Certainty;
import io.powerx.publish.precheck.secrets.SecretCandidate.Evidence;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Keys that are recognized by the words next to them. */
final class LabelledKeys implements Detector {
    static final String PRIVATE_KEY = "a private key";

    private static final String PEM = "-----BEGIN ";

    /** {@code -----BEGIN} in Base64, as in secrets of Kubernetes. */
    private static final String ENCODED_PEM = "LS0tLS1CRUdJTi";

    private static final String OPENAI = "T3BlbkFJ";
    private static final String GOOGLE = "AIza";
    private static final String TWILIO = "SK";
    private static final String AZURE_STORAGE = "AccountKey=";
    private static final String AZURE_BUS = "SharedAccessKey=";

    /** The key of Azure's storage emulator is public. */
    private static final String AZURITE = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq";

    private static final Alphabet PADDING = new Alphabet("=");
    private static final int NEAR = 300;
    private static final int MAX_KEY = 12 << 10;

    @Override
    public List<String> anchors() {
        return List.of(PEM, ENCODED_PEM, OPENAI, GOOGLE, TWILIO, AZURE_STORAGE, AZURE_BUS);
    }

    @Override
    public Optional<SecretCandidate> at(Window window, int index, String anchor) {
        return switch (anchor) {
            case PEM -> pem(window, index);
            case ENCODED_PEM -> encoded(window, index);
            case OPENAI -> openAi(window, index);
            case GOOGLE -> google(window, index);
            case TWILIO -> twilio(window, index);
            default -> azure(window, index + anchor.length(), anchor);
        };
    }

    private static Optional<SecretCandidate> pem(Window window, int index) {
        int header = window.lineEnd(index);
        boolean key = window.text(index, Math.min(header, index + 60)).contains(PrivateKeys.MARK)
                && PrivateKeys.in(window.bytes(), index, Math.min(window.end(), index + 1_000));
        return key
                ? Optional.of(new SecretCandidate(
                        PRIVATE_KEY, PEM.strip(), Certainty.CERTAIN, Evidence.FORM, index, index + PEM.length()))
                : Optional.empty();
    }

    private static Optional<SecretCandidate> encoded(Window window, int index) {
        int end = window.run(index, Alphabet.BASE64, MAX_KEY);
        try {
            byte[] decoded = Base64.getDecoder().decode(window.text(index, index + (end - index) / 4 * 4));
            return PrivateKeys.in(decoded, 0, decoded.length)
                    ? Optional.of(new SecretCandidate(
                            "a private key in Base64", "LS0t", Certainty.CERTAIN, Evidence.FORM, index, end))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Optional<SecretCandidate> openAi(Window window, int index) {
        int start = window.runBefore(index, Alphabet.BASE64URL, 200);
        int end = window.run(index, Alphabet.BASE64URL, 200);
        String key = window.text(start, end);
        return key.startsWith("sk-") && key.length() >= 48 && !Placeholders.isPlaceholder(key)
                ? Optional.of(new SecretCandidate("an OpenAI key", "sk-", Certainty.CERTAIN, Evidence.FORM, start, end))
                : Optional.empty();
    }

    /** Keys for browsers are public, so the place decides. */
    private static Optional<SecretCandidate> google(Window window, int index) {
        int end = window.run(index, Alphabet.BASE64URL, 40);
        String key = window.text(index, end);
        return window.isWordStart(index)
                        && key.length() == 39
                        && Placeholders.isRandom(key, 3.5)
                        && !Placeholders.isPlaceholder(key)
                ? Optional.of(
                        new SecretCandidate("a Google API key", GOOGLE, Certainty.LIKELY, Evidence.PLACE, index, end))
                : Optional.empty();
    }

    private static Optional<SecretCandidate> twilio(Window window, int index) {
        int end = window.run(index + 2, Alphabet.HEX, 33);
        if (end - index != 34 || !window.isWordStart(index)) {
            return Optional.empty();
        }
        boolean named =
                window.text(index - NEAR, end + NEAR).toLowerCase(Locale.ROOT).contains("twilio");
        return named && Placeholders.isRandom(window.text(index + 2, end), 2.5)
                ? Optional.of(new SecretCandidate("a Twilio key", TWILIO, Certainty.LIKELY, Evidence.FORM, index, end))
                : Optional.empty();
    }

    private static Optional<SecretCandidate> azure(Window window, int start, String label) {
        int end = window.run(start, Alphabet.BASE64, 90);
        int padding = window.run(end, PADDING, 2);
        String key = window.text(start, end);
        int length = padding - start;
        boolean plausible = label.equals(AZURE_STORAGE) ? length == 88 : length == 44;
        return plausible && !key.startsWith(AZURITE) && Placeholders.isRandom(key, 4)
                ? Optional.of(new SecretCandidate(
                        "a Microsoft Azure key", key.substring(0, 2), Certainty.CERTAIN, Evidence.FORM, start, padding))
                : Optional.empty();
    }
}
