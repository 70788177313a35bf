package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A certificate of the signing chain. */
@ExportedBean(defaultVisibility = 2)
public final class ReleaseCertificate {
    private final String subject;
    private final String issuer;
    private final String notAfter;
    private final String sha256;

    ReleaseCertificate(String subject, String issuer, String notAfter, String sha256) {
        this.subject = subject;
        this.issuer = issuer;
        this.notAfter = notAfter;
        this.sha256 = sha256;
    }

    @Exported
    public String getSubject() {
        return subject;
    }

    @Exported
    public String getIssuer() {
        return issuer;
    }

    /** ISO 8601. */
    @Exported
    public String getNotAfter() {
        return notAfter;
    }

    /** {@link #getNotAfter} as a time; null if the record contains something else. */
    @CheckForNull
    public Instant getValidUntil() {
        try {
            return Instant.parse(notAfter);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Fingerprint in hexadecimal. */
    @Exported
    public String getSha256() {
        return sha256;
    }
}
