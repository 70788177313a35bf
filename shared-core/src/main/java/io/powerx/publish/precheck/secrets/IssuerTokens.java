package io.powerx.publish.precheck.secrets;

import io.powerx.publish.precheck.secrets.FoundSecret.Certainty;
import io.powerx.publish.precheck.secrets.SecretCandidate.Evidence;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Tokens that consist of the issuer's prefix and a random body.
 *
 * @param prefix as issuers document it
 * @param min length of the body
 * @param max length of the body
 * @param check of the body
 */
record IssuerTokens(
        String prefix,
        String kind,
        Alphabet alphabet,
        int min,
        int max,
        Certainty certainty,
        boolean checksum,
        Predicate<String> check)
        implements Detector {
    private static final int CHECKSUM = 6;
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final double RANDOM = 3;
    private static final double RANDOM_HEX = 2.5;

    /** All tokens of this form. */
    static List<Detector> all() {
        return Stream.of(
                        prefixes("a GitHub token", "ghp_", "gho_", "ghu_", "ghs_", "ghr_")
                                .map(IssuerTokens::checked),
                        Stream.of(checked(token("npm_", "an npm token"))),
                        Stream.of(of(
                                "github_pat_",
                                "a GitHub token",
                                Alphabet.BASE62.plus("_"),
                                82,
                                82,
                                IssuerTokens::isFineGrained)),
                        prefixes(
                                        "a GitLab token",
                                        "glpat-",
                                        "gldt-",
                                        "glrt-",
                                        "glptt-",
                                        "glcbt-",
                                        "glsoat-",
                                        "glagent-")
                                .map(token -> of(
                                        token.prefix, token.kind, Alphabet.BASE64URL.plus("."), 20, 300, body -> true)),
                        prefixes("a Slack token", "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-")
                                .map(token -> of(
                                        token.prefix,
                                        token.kind,
                                        Alphabet.BASE62.plus("-"),
                                        36,
                                        300,
                                        body -> body.matches("\\d{9,}-.*"))),
                        Stream.of(of(
                                "xapp-",
                                "a Slack token",
                                Alphabet.BASE62.plus("-"),
                                60,
                                300,
                                body -> body.matches("\\d-A.*"))),
                        Stream.of(of(
                                "hooks.slack.com/services/",
                                "a Slack incoming webhook",
                                Alphabet.BASE62.plus("/"),
                                40,
                                60,
                                body -> body.matches("T[A-Z0-9]{7,12}/B[A-Z0-9]{7,12}/[A-Za-z0-9]{20,32}"))),
                        prefixes("a live Stripe key", "sk_live_", "rk_live_")
                                .map(token -> of(token.prefix, token.kind, Alphabet.BASE62, 24, 247, body -> true)),
                        Stream.of(
                                of(
                                        "SG.",
                                        "a SendGrid key",
                                        Alphabet.BASE64URL.plus("."),
                                        66,
                                        66,
                                        body -> body.charAt(22) == '.'),
                                of(
                                        "pypi-",
                                        "a PyPI token",
                                        Alphabet.BASE64URL,
                                        70,
                                        1_000,
                                        body -> body.startsWith("AgEIcHlwaS5vcmc")
                                                || body.startsWith("AgENdGVzdC5weXBpLm9yZw")),
                                of(
                                        "sk-ant-",
                                        "an Anthropic key",
                                        Alphabet.BASE64URL,
                                        80,
                                        130,
                                        body -> body.matches("[a-z]{3,5}\\d\\d-.*")),
                                of("dckr_pat_", "a Docker token", Alphabet.BASE64URL, 27, 27, body -> true),
                                of("hf_", "a Hugging Face token", Alphabet.LETTERS, 34, 34, body -> true),
                                of("GOCSPX-", "a Google client secret", Alphabet.BASE64URL, 28, 28, body -> true),
                                of(
                                        "AGE-SECRET-KEY-1",
                                        "an age private key",
                                        Alphabet.BASE32.plus("0189"),
                                        58,
                                        58,
                                        body -> true)),
                        prefixes("a DigitalOcean token", "dop_v1_", "doo_v1_", "dor_v1_")
                                .map(token -> of(token.prefix, token.kind, Alphabet.HEX, 64, 64, body -> true)),
                        prefixes("a Shopify token", "shpat_", "shpca_", "shppa_", "shpss_")
                                .map(token -> of(token.prefix, token.kind, Alphabet.HEX, 32, 32, body -> true)))
                .flatMap(tokens -> tokens)
                .<Detector>map(token -> token)
                .toList();
    }

    @Override
    public List<String> anchors() {
        return List.of(prefix);
    }

    @Override
    public Optional<SecretCandidate> at(Window window, int index, String anchor) {
        int start = index + prefix.length();
        int end = window.run(start, alphabet, max + 1);
        // A sentence may end after the token.
        while (end > start && (window.bytes()[end - 1] == '.' || window.bytes()[end - 1] == '-')) {
            end--;
        }
        if (!window.isWordStart(index) || end - start < min || end - start > max) {
            return Optional.empty();
        }
        String body = window.text(start, end);
        boolean genuine = checksum
                ? hasChecksum(body)
                : Placeholders.isRandom(body, alphabet == Alphabet.HEX ? RANDOM_HEX : RANDOM)
                        && !Placeholders.isPlaceholder(body);
        return genuine && check.test(body)
                ? Optional.of(new SecretCandidate(
                        kind, prefix, certainty, checksum ? Evidence.CHECKSUM : Evidence.FORM, index, end))
                : Optional.empty();
    }

    private static Stream<IssuerTokens> prefixes(String kind, String... prefixes) {
        return Stream.of(prefixes).map(prefix -> token(prefix, kind));
    }

    private static IssuerTokens token(String prefix, String kind) {
        return of(prefix, kind, Alphabet.BASE62, 36, 36, body -> true);
    }

    private static IssuerTokens of(
            String prefix, String kind, Alphabet alphabet, int min, int max, Predicate<String> check) {
        return new IssuerTokens(prefix, kind, alphabet, min, max, Certainty.CERTAIN, false, check);
    }

    private static IssuerTokens checked(IssuerTokens token) {
        return new IssuerTokens(
                token.prefix, token.kind, token.alphabet, token.min, token.max, token.certainty, true, token.check);
    }

    /** Two parts of 22 and 59 characters. */
    private static boolean isFineGrained(String body) {
        return body.charAt(22) == '_' && body.indexOf('_') == 22 && body.lastIndexOf('_') == 22;
    }

    /** GitHub and npm end their tokens with the CRC-32 of the random part, in base 62. */
    private static boolean hasChecksum(String body) {
        int split = body.length() - CHECKSUM;
        CRC32 crc = new CRC32();
        crc.update(body.substring(0, split).getBytes(StandardCharsets.US_ASCII));
        StringBuilder digits = new StringBuilder();
        for (long rest = crc.getValue(); digits.length() < CHECKSUM; rest /= BASE62.length()) {
            digits.append(BASE62.charAt((int) (rest % BASE62.length())));
        }
        return digits.reverse().toString().equals(body.substring(split));
    }
}
