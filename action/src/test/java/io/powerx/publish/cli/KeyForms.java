package io.powerx.publish.cli;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** A private key in the forms in which people put one into a CI variable. */
public final class KeyForms {
    private static final int CANARY = 20;

    private KeyForms() {}

    /** The name of each form, the key in it, and a canary from the middle of its longest line. */
    public static Stream<Arguments> all() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        byte[] der = generator.generateKeyPair().getPrivate().getEncoded();
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        String pem = "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
        String oneLine = Base64.getEncoder().encodeToString(der);
        return Stream.of(
                form("PEM", pem),
                form("PEM without its last line", pem.substring(0, pem.indexOf("-----END"))),
                form("PEM in one line with blanks", pem.replace('\n', ' ')),
                form("PEM in one line with escapes", pem.replace("\n", "\\n")),
                form("body of PEM", body),
                form("body of PEM in one line", oneLine),
                form("Base64 of PEM", Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII))),
                form(
                        "wrapped Base64 of PEM",
                        Base64.getMimeEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII))),
                form(
                        "Base64 of PKCS#12",
                        Base64.getEncoder().encodeToString(("\0\u0082" + pem).getBytes(StandardCharsets.ISO_8859_1))),
                form("hex", HexFormat.of().formatHex(der)),
                form("JWK", "{\"kty\":\"RSA\",\"d\":\"" + oneLine + "\",\"e\":\"AQAB\"}"),
                form(
                        "PGP",
                        "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n" + body
                                + "\n=AbCd\n-----END PGP PRIVATE KEY BLOCK-----\n"));
    }

    private static Arguments form(String name, String key) {
        String longest = Stream.of(key.split("\\s|\\\\n"))
                .max(Comparator.comparing(String::length))
                .orElseThrow();
        int from = (longest.length() - CANARY) / 2;
        return arguments(name, key, longest.substring(from, from + CANARY));
    }
}
