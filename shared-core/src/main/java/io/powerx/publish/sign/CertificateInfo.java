package io.powerx.publish.sign;

import java.io.Serializable;
import java.time.Instant;

/**
 * A certificate as the receipt shows it.
 *
 * @param serialNumber hex
 * @param sha256 fingerprint in hex
 */
public record CertificateInfo(
        String subject, String issuer, String serialNumber, Instant notBefore, Instant notAfter, String sha256)
        implements Serializable {}
