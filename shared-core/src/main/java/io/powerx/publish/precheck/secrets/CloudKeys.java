package io.powerx.publish.precheck.secrets;

import io.powerx.publish.precheck.secrets.FoundSecret.Certainty;
import io.powerx.publish.precheck.secrets.SecretCandidate.Evidence;
import java.util.List;
import java.util.Optional;

/** Keys of clouds: an id with a known prefix, and next to it a secret that only has a length. The id alone is not secret. */
final class CloudKeys implements Detector {
    private static final int NEAR = 400;

    private record Form(
            String prefix,
            String cloud,
            Alphabet idAlphabet,
            int idMin,
            int idMax,
            Alphabet secretAlphabet,
            int secretLength) {}

    private static final List<Form> FORMS = List.of(
            new Form("AKIA", "Amazon Web Services", Alphabet.BASE32, 16, 16, Alphabet.BASE64, 40),
            new Form("ASIA", "Amazon Web Services", Alphabet.BASE32, 16, 16, Alphabet.BASE64, 40),
            new Form("LTAI", "Alibaba Cloud", Alphabet.BASE62, 12, 20, Alphabet.BASE62, 30),
            new Form("AKID", "Tencent Cloud", Alphabet.BASE62, 32, 32, Alphabet.BASE62, 32));

    @Override
    public List<String> anchors() {
        return FORMS.stream().map(Form::prefix).toList();
    }

    @Override
    public Optional<SecretCandidate> at(Window window, int index, String anchor) {
        Form form = FORMS.stream()
                .filter(each -> each.prefix().equals(anchor))
                .findFirst()
                .orElseThrow();
        int start = index + anchor.length();
        int end = window.run(start, Alphabet.BASE62.plus("_"), form.idMax() + 1);
        String id = window.text(start, end);
        if (!window.isWordStart(index)
                || id.length() < form.idMin()
                || id.length() > form.idMax()
                || !form.idAlphabet().containsAll(id)
                || !Placeholders.isRandom(id, 2.5)
                || Placeholders.isPlaceholder(id)) {
            return Optional.empty();
        }
        boolean secret = hasSecret(window, form, index - NEAR, index) || hasSecret(window, form, end, end + NEAR);
        return Optional.of(new SecretCandidate(
                secret
                        ? "an access key for " + form.cloud() + " with its secret"
                        : "the id of an access key for " + form.cloud(),
                anchor,
                secret ? Certainty.CERTAIN : Certainty.LIKELY,
                Evidence.FORM,
                index,
                end));
    }

    private static boolean hasSecret(Window window, Form form, int from, int to) {
        int at = Math.max(0, from);
        int limit = Math.min(window.end(), to);
        while (at < limit) {
            int end = window.run(at, form.secretAlphabet(), form.secretLength() + 1);
            if (end - at == form.secretLength() && isSecret(window.text(at, end))) {
                return true;
            }
            at = Math.max(at + 1, window.run(at, form.secretAlphabet(), window.end()));
        }
        return false;
    }

    /** Hashes in hex have the same length. */
    private static boolean isSecret(String value) {
        return Placeholders.isRandom(value, 4)
                && !Placeholders.isPlaceholder(value)
                && value.chars().anyMatch(Character::isUpperCase)
                && value.chars().anyMatch(Character::isLowerCase)
                && value.chars().anyMatch(Character::isDigit);
    }
}
