package io.powerx.publish.sign;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A timestamp authority (RFC 3161) by Bouncy Castle. */
class TimestampAuthority extends Dispatcher {
    private final TestKeys keys;
    private final String name;
    private Instant time = Instant.now();

    /** @param name of the key and the certificate, which is for timestamps */
    TimestampAuthority(TestKeys keys, String name) {
        this.keys = keys;
        this.name = name;
    }

    /** The time that it confirms from now on. */
    TimestampAuthority at(Instant confirmed) {
        time = confirmed;
        return this;
    }

    /** What it confirms for a digest. */
    byte[] imprint(TimeStampRequest query) {
        return query.getMessageImprintDigest();
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        if (!"application/timestamp-query".equals(request.getHeaders().get("Content-Type"))) {
            return new MockResponse.Builder().code(415).build();
        }
        try {
            TimeStampRequest query = new TimeStampRequest(request.getBody().toByteArray());
            return new MockResponse.Builder()
                    .addHeader("Content-Type", "application/timestamp-reply")
                    .body(new Buffer().write(reply(query)))
                    .build();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private byte[] reply(TimeStampRequest query) throws Exception {
        X509Certificate certificate =
                Certificates.parsePem(keys.text(name + ".crt")).get(0);
        TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA", key(), certificate),
                new JcaDigestCalculatorProviderBuilder().build().get(new AlgorithmIdentifier(TSPAlgorithms.SHA256)),
                new ASN1ObjectIdentifier("1.2.3.4"));
        tokens.addCertificates(new JcaCertStore(List.of(certificate)));
        TimeStampRequestGenerator queries = new TimeStampRequestGenerator();
        queries.setCertReq(true);
        TimeStampRequest confirmed =
                queries.generate(query.getMessageImprintAlgOID(), imprint(query), query.getNonce());
        return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
                .generate(confirmed, BigInteger.ONE, Date.from(time))
                .getEncoded();
    }

    private PrivateKey key() throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(keys.text(name + ".key")))) {
            return new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) parser.readObject());
        }
    }
}
