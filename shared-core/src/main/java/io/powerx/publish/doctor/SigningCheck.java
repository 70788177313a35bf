package io.powerx.publish.doctor;

import io.powerx.publish.config.Setting;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RouteProbe;
import io.powerx.publish.http.RouteReport;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.precheck.PrecheckRequest;
import io.powerx.publish.sign.CertificateInfo;
import io.powerx.publish.sign.ClientCertificate;
import io.powerx.publish.sign.Signer;
import io.powerx.publish.sign.Signers;
import io.powerx.publish.sign.SigningSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** The signing key and its certificate, or the signing service. Nothing is signed. */
record SigningCheck(DoctorInput input) implements Examination {
    private static final String KEY = "signing-key";
    private static final String CERTIFICATE = "certificate";

    @Override
    public String id() {
        return KEY;
    }

    @Override
    public void run(Consumer<Diagnosis> results) throws InterruptedException {
        SigningSettings settings = input.mapper().signing();
        if (settings.key() == null && settings.endpoint() != null) {
            results.accept(service(settings, settings.endpoint()));
            results.accept(Diagnosis.skipped(CERTIFICATE, "the signing service has it"));
            return;
        }
        try {
            results.accept(key(settings));
        } catch (PublishException e) {
            results.accept(Diagnosis.fail(KEY, e));
            results.accept(Diagnosis.skipped(CERTIFICATE, "there is no usable key"));
            return;
        }
        results.accept(certificate(settings));
    }

    private Diagnosis key(SigningSettings settings) {
        String algorithm = Signers.keyAlgorithm(settings);
        Optional<Path> file = SmallFile.find(Path.of(""), Objects.requireNonNull(settings.key()));
        String found = algorithm + file.map(path -> ", " + path).orElse("") + input.origin(Setting.SIGNING_KEY);
        return file.filter(SigningCheck::isReadableByOthers).isPresent()
                ? Diagnosis.warn(
                        KEY,
                        found + "; other users of this machine can read the file",
                        "Restrict the permissions of the file: chmod 600.")
                : Diagnosis.pass(KEY, found);
    }

    private static boolean isReadableByOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    private Diagnosis certificate(SigningSettings settings) {
        Clock clock = input.timing().clock();
        Signer signer;
        try {
            signer = Signers.local(settings, clock);
        } catch (PublishException e) {
            return Diagnosis.fail(CERTIFICATE, e);
        }
        List<CertificateInfo> chain = signer.chain();
        Optional<CertificateInfo> first = chain.stream().min(Comparator.comparing(CertificateInfo::notAfter));
        if (first.isEmpty()) {
            return Diagnosis.skipped(
                    CERTIFICATE, "the profile " + settings.profile().wireName() + " needs none");
        }
        String found = chain.get(0).subject() + ", issued by " + chain.get(0).issuer()
                + input.origin(Setting.SIGNING_CERTIFICATE);
        Duration left = Duration.between(clock.instant(), first.get().notAfter());
        if (left.compareTo(PrecheckRequest.Signing.RENEWAL_NOTICE) < 0) {
            return Diagnosis.warn(
                    CERTIFICATE,
                    found + "; it expires in " + Quantities.count(left.toDays(), "day"),
                    "Request a new certificate now.");
        }
        return signer.missingIssuer().isPresent()
                ? Diagnosis.warn(
                        CERTIFICATE,
                        found + "; the issuer's certificate is missing",
                        PrecheckRequest.Signing.COMPLETE_CHAIN)
                : Diagnosis.pass(
                        CERTIFICATE,
                        found + "; matches the key, allows code signing, valid for "
                                + Quantities.count(left.toDays(), "day"));
    }

    /** A service that requires a client certificate gets it, because it would refuse the connection otherwise. */
    private Diagnosis service(SigningSettings settings, URI endpoint) throws InterruptedException {
        HttpSettings http = input.mapper().http();
        ClientCertificate client = settings.client();
        RouteReport route;
        try {
            route = RouteProbe.probe(
                    http,
                    endpoint,
                    client == null ? null : client.load(input.timing().clock().instant()),
                    null);
        } catch (PublishException e) {
            return Diagnosis.fail(KEY, e);
        }
        RouteReport.Failure failure = route.failure();
        return failure == null
                ? Diagnosis.pass(
                        KEY,
                        "the signing service at " + route.host() + " replies" + input.origin(Setting.SIGNING_ENDPOINT))
                : Diagnosis.fail(
                        KEY,
                        failure.code(),
                        "the signing service at " + route.host() + " cannot be reached: " + failure.words(),
                        "Check {signing-endpoint} and the network.");
    }
}
