package io.powerx.publish.http;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.SmallFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Certificates of authorities, as PEM text. */
public final class CaBundle {
    private static final int MAX_SIZE = 4 << 20;
    private static final Pattern FILE = Pattern.compile(".*\\.(pem|crt|cer|der)", Pattern.CASE_INSENSITIVE);
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE)-----([^-]*)-----END \\1-----");

    private CaBundle() {}

    /**
     * Reads a PEM or DER file, or every file of a folder whose name ends in .pem, .crt, .cer or .der.
     *
     * @param origin where the user specified the path, such as {@code PX_CA_BUNDLE}, for errors
     * @throws PublishException {@link ErrorCode#CONFIG_UNREADABLE} if it cannot be read, {@link ErrorCode#CONFIG_INVALID}
     *     if it contains no certificate or one that Java cannot read
     */
    public static String read(Path path, String origin) {
        String tried = "read the CA bundle " + path + ", which " + origin + " specifies";
        try {
            if (!Files.isDirectory(path)) {
                String text = text(path);
                parse(text, tried);
                return text;
            }
            StringBuilder all = new StringBuilder();
            for (Path file : files(path)) {
                String text = text(file);
                if (BLOCK.matcher(text).find()) {
                    parse(text, "read the CA bundle " + file + ", from the folder that " + origin + " specifies");
                    all.append(text).append('\n');
                }
            }
            if (all.isEmpty()) {
                throw PublishException.of(
                        ErrorCode.CONFIG_INVALID,
                        tried,
                        "none of the folder's .pem, .crt, .cer and .der files contains a certificate");
            }
            return all.toString();
        } catch (IOException e) {
            throw PublishException.of(ErrorCode.CONFIG_UNREADABLE, tried, IoFailure.reason(e))
                    .causedBy(e);
        }
    }

    /**
     * The certificates of a bundle, which may contain comments and other blocks. What OpenSSL's TRUSTED CERTIFICATE
     * appends to a certificate is ignored.
     *
     * @param tried for errors, as an infinitive clause
     * @throws PublishException {@link ErrorCode#CONFIG_INVALID} if there is none or one cannot be read
     */
    static List<Certificate> parse(String pem, String tried) {
        List<Certificate> certificates = new ArrayList<>();
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            try {
                byte[] der = Base64.getMimeDecoder().decode(block.group(2));
                certificates.add(
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
            } catch (CertificateException | IllegalArgumentException e) {
                int line = 1
                        + (int) pem.substring(0, block.start())
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
                String found = "certificate %d of the bundle, which begins on line %d, is not one that Java can read"
                        .formatted(certificates.size() + 1, line);
                throw PublishException.of(ErrorCode.CONFIG_INVALID, tried, found)
                        .advice(
                                "Remove that certificate or replace it, for example by one with a named elliptic curve.")
                        .causedBy(e);
            }
        }
        if (certificates.isEmpty()) {
            throw PublishException.of(
                    ErrorCode.CONFIG_INVALID, tried, "it contains no certificate in PEM or DER format");
        }
        return certificates;
    }

    /**
     * The number of certificates in a bundle.
     *
     * @throws PublishException {@link ErrorCode#CONFIG_INVALID} if there is none or one cannot be read
     */
    public static int size(String pem) {
        return parse(pem, "read the CA bundle").size();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> FILE.matcher(file.getFileName().toString()).matches())
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static String text(Path file) throws IOException {
        byte[] content = SmallFile.read(file, MAX_SIZE);
        return isDer(content)
                ? "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(content)
                        + "\n-----END CERTIFICATE-----\n"
                : new String(content, StandardCharsets.ISO_8859_1);
    }

    /** A sequence whose length has several bytes. */
    private static boolean isDer(byte[] content) {
        return content.length > 1 && content[0] == 0x30 && content[1] < 0;
    }
}
