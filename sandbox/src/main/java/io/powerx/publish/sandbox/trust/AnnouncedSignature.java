package io.powerx.publish.sandbox.trust;

import java.util.List;

/**
 * A signature as sent by the publisher (contract, PublishRequest.signatures).
 *
 * @param format cms-detached or raw
 * @param value DER of the CMS, or the raw signature
 * @param certificateChain PEM, leaf first; empty if the signature contains its chain or has none
 */
@SuppressWarnings("ArrayRecordComponent")
public record AnnouncedSignature(
        String artifact, String format, String algorithm, byte[] value, List<String> certificateChain) {}
