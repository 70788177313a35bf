package io.powerx.publish.sign;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.secret.ForeignText;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CRLReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Certificate revocation lists (RFC 5280) that a verifier has. Nothing is fetched. */
public final class RevocationLists {
    /** No lists: revocation is not checked. */
    public static final RevocationLists NONE = new RevocationLists(List.of());

    private static final int MAX_SHOWN = 200;
    private static final String ISSUING_DISTRIBUTION_POINT = "2.5.29.28";
    private static final String DELTA = "2.5.29.27";

    /** With these, signatures from before the revocation are not trustworthy either. */
    private static final Set<CRLReason> COMPROMISED =
            EnumSet.of(CRLReason.KEY_COMPROMISE, CRLReason.CA_COMPROMISE, CRLReason.AA_COMPROMISE);

    private final List<X509CRL> lists;

    private RevocationLists(List<X509CRL> lists) {
        this.lists = List.copyOf(lists);
    }

    /**
     * Reads lists.
     *
     * @param content one list in DER, or any number in PEM
     * @throws PublishException {@link ErrorCode#SIGNING_CERTIFICATE_INVALID} if there is none, or one of them covers only a part of the
     *     certificates of its issuer
     */
    public static RevocationLists parse(byte[] content) {
        List<X509CRL> lists = new ArrayList<>();
        try {
            Collection<?> parsed =
                    CertificateFactory.getInstance("X.509").generateCRLs(new ByteArrayInputStream(content));
            parsed.forEach(list -> lists.add((X509CRL) list));
        } catch (CertificateException | CRLException e) {
            throw invalid("it is not a certificate revocation list in PEM or DER");
        }
        if (lists.isEmpty()) {
            throw invalid("it contains no certificate revocation list");
        }
        for (X509CRL list : lists) {
            if (list.hasUnsupportedCriticalExtension()
                    || list.getExtensionValue(ISSUING_DISTRIBUTION_POINT) != null
                    || list.getExtensionValue(DELTA) != null) {
                throw invalid("one of the lists is not complete: it is a delta, or limited to some certificates");
            }
        }
        return new RevocationLists(lists);
    }

    public boolean isEmpty() {
        return lists.isEmpty();
    }

    /**
     * Why the certificates of a path cannot be used, as a clause; empty if they can. The leaf must be covered by a list, the certificates
     * above it are checked if they are.
     *
     * @param path leaf first, with the anchor that it leads to
     * @param signed when the signature existed for certain; null if that is not known
     * @param now decides whether a list is current
     */
    Optional<String> problem(List<X509Certificate> path, @Nullable Instant signed, Instant now) {
        if (lists.isEmpty()) {
            return Optional.empty();
        }
        for (int i = 0; i < path.size() - 1; i++) {
            Optional<String> problem = problem(path.get(i), path.get(i + 1), i == 0, signed, now);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return path.size() == 1
                ? Optional.of("no revocation list can cover a certificate that is trusted itself")
                : Optional.empty();
    }

    private Optional<String> problem(
            X509Certificate certificate,
            X509Certificate issuer,
            boolean required,
            @Nullable Instant signed,
            Instant now) {
        List<X509CRL> ofIssuer =
                lists.stream().filter(list -> isIssuedBy(list, issuer)).toList();
        if (ofIssuer.isEmpty()) {
            return required ? Optional.of("no revocation list is of its issuer, " + name(issuer)) : Optional.empty();
        }
        for (X509CRL list : ofIssuer) {
            X509CRLEntry entry = list.getRevokedCertificate(certificate);
            if (entry != null && counts(entry, signed)) {
                return Optional.of(name(certificate) + " was revoked at "
                        + entry.getRevocationDate().toInstant() + reason(entry));
            }
        }
        boolean current = ofIssuer.stream().anyMatch(list -> isCurrent(list, now));
        return current
                ? Optional.empty()
                : Optional.of(
                        "the revocation list of " + name(issuer) + " is not current: it should have been replaced by "
                                + ofIssuer.stream()
                                        .map(X509CRL::getNextUpdate)
                                        .filter(date -> date != null)
                                        .map(date -> date.toInstant().toString())
                                        .findFirst()
                                        .orElse("an unknown time"));
    }

    /** A signature that existed before a revocation remains valid, unless another party may already have had the key. */
    private static boolean counts(X509CRLEntry entry, @Nullable Instant signed) {
        return signed == null
                || !signed.isBefore(entry.getRevocationDate().toInstant())
                || COMPROMISED.contains(entry.getRevocationReason());
    }

    private static boolean isCurrent(X509CRL list, Instant now) {
        Date next = list.getNextUpdate();
        return next != null && !now.isAfter(next.toInstant());
    }

    private static boolean isIssuedBy(X509CRL list, X509Certificate issuer) {
        if (!list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            list.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String reason(X509CRLEntry entry) {
        return entry.getRevocationReason() == null
                ? ""
                : " ("
                        + entry.getRevocationReason()
                                .toString()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', ' ') + ")";
    }

    private static String name(X509Certificate certificate) {
        return "\"" + ForeignText.oneLine(certificate.getSubjectX500Principal().getName(), MAX_SHOWN) + "\"";
    }

    private static PublishException invalid(String found) {
        return PublishException.of(ErrorCode.SIGNING_CERTIFICATE_INVALID, "read the revocation lists", found);
    }
}
