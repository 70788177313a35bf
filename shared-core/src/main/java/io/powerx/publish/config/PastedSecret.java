package io.powerx.publish.config;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.secret.Secret;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes a secret that was pasted into a setting that expects a path, a certificate or a short text. Such a value is valid as far as its
 * type goes, or is reported as a missing file, and would be shown in either case.
 */
final class PastedSecret {
    /** Their values are random by nature. */
    private static final Set<Setting> IDS = EnumSet.of(
            Setting.RESUME,
            Setting.TENANT,
            Setting.SIGNING_KEY_ID,
            Setting.OIDC_AUDIENCE,
            Setting.COMMIT,
            Setting.ARTIFACT_STORE_BUCKET);

    private static final int MAX_ID_LENGTH = 128;

    /** From this length on, random text can be distinguished from words. */
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9+=_]{12,}");

    private static final int LONG_RUN = 16;

    /** A commit, whole or abbreviated, also as in git describe; it is often part of the name of a folder or a tag. */
    private static final Pattern COMMIT = Pattern.compile("g?[0-9a-f]{12,16}|g?[0-9a-f]{40}");

    private static final String CERTIFICATE = "CERTIFICATE-----";
    private static final String PRIVATE_KEY = "PRIVATE KEY";

    private PastedSecret() {}

    /** @param folders as in {@link ResolvedConfig#explain} */
    static Optional<Secret> in(Setting setting, String value, @Nullable Folders folders, Layer layer) {
        boolean pasted =
                switch (setting.type()) {
                    case TEXT, HOSTS -> IDS.contains(setting) ? value.length() > MAX_ID_LENGTH : isRandom(value);
                    case PATH -> isPastedPath(value, folders, layer);
                    case PATH_OR_PEM -> isPastedCertificate(value, folders, layer);
                    default -> false;
                };
        return pasted && value.strip().length() >= Secret.MIN_TOKEN_LENGTH
                ? Secret.ofNullable(value)
                : Optional.empty();
    }

    private static boolean isPastedPath(String value, @Nullable Folders folders, Layer layer) {
        return value.contains("://") || value.contains(PRIVATE_KEY) || isRandom(missingPart(value, folders, layer));
    }

    /** A certificate is public. What has no characteristic of a path is not the path of a missing certificate either. */
    private static boolean isPastedCertificate(String value, @Nullable Folders folders, Layer layer) {
        if (isCertificate(value)
                || (folders != null && folders.find(value, layer).isPresent())) {
            return false;
        }
        boolean path = value.indexOf('/') >= 0 || value.indexOf('\\') >= 0 || value.indexOf('.') >= 0;
        return !path || isPastedPath(value, folders, layer);
    }

    private static boolean isCertificate(String value) {
        if (value.contains(CERTIFICATE)) {
            return !value.contains(PRIVATE_KEY);
        }
        try {
            byte[] decoded = Base64.getMimeDecoder().decode(value);
            String text = new String(decoded, StandardCharsets.ISO_8859_1);
            if (text.contains(CERTIFICATE)) {
                return !text.contains(PRIVATE_KEY);
            }
            CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(decoded));
            return true;
        } catch (IllegalArgumentException | CertificateException e) {
            return false;
        }
    }

    /** The part of a path that does not exist; the names of temporary folders are random. */
    private static String missingPart(String value, @Nullable Folders folders, Layer layer) {
        if (folders == null) {
            return value;
        }
        try {
            @Nullable Path path = folders.resolve(value, layer);
            StringBuilder missing = new StringBuilder();
            while (path != null && path.getFileName() != null && !Files.exists(path)) {
                missing.insert(0, "/" + path.getFileName());
                path = path.getParent();
            }
            return missing.toString();
        } catch (InvalidPathException | PublishException e) {
            return value;
        }
    }

    /** Random text alternates between letters and digits, or begins a capital, far more often than words do. */
    private static boolean isRandom(String text) {
        Matcher runs = RUN.matcher(text);
        while (runs.find()) {
            String run = runs.group();
            int changes = 0;
            for (int i = 1; i < run.length(); i++) {
                char before = run.charAt(i - 1);
                char after = run.charAt(i);
                boolean letterAndDigit = isLetter(before) != isLetter(after);
                boolean capital = Character.isLowerCase(before) && Character.isUpperCase(after);
                changes += letterAndDigit || capital ? 1 : 0;
            }
            double share = run.length() < LONG_RUN ? 0.4 : 0.22;
            if (changes >= share * run.length() && !COMMIT.matcher(run).matches()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLetter(char c) {
        return Character.isLetter(c) || c == '_';
    }
}
