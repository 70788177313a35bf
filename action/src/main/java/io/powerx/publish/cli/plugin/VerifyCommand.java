package io.powerx.publish.cli.plugin;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.config.FolderFiles;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.sign.Certificates;
import io.powerx.publish.sign.PackageSignature;
import io.powerx.publish.sign.PackageVerifier;
import io.powerx.publish.sign.RevocationLists;
import io.powerx.publish.sign.TrustAnchors;
import io.powerx.publish.sign.VerificationReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Function;

/** Verifies that a package is what its publisher made. */
public final class VerifyCommand implements PxCommand {
    private static final String FILE = "FILE";
    private static final String TRUST = "--trust";
    private static final String SIGNATURE = "--signature";
    private static final String TIMESTAMP_TRUST = "--timestamp-trust";
    private static final String CRL = "--crl";
    private static final int MAX_CRL = 64 << 20;
    private static final String PROVENANCE = "--provenance";
    private static final String CERTIFICATE = "--certificate";

    @Override
    public String name() {
        return "verify";
    }

    @Override
    public String summary() {
        return "Verify that a package is well-formed and intact, and that a trusted key signed it.";
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public List<Extra> extras() {
        return List.of(
                Extra.argument(FILE, "Package to verify."),
                Extra.option(TRUST, "PEM", "File with the certificates or public keys to trust."),
                Extra.option(
                        CERTIFICATE,
                        "PEM",
                        "File with the signer's certificates, for a raw signature that does not contain them."),
                Extra.option(
                        TIMESTAMP_TRUST, "PEM", "File with the certificates of the timestamp authorities to trust."),
                Extra.option(
                        CRL,
                        "FILE",
                        "Revocation lists, PEM or DER; one must be of the authority that issued the signer's certificate."),
                Extra.option(
                        PROVENANCE,
                        "FILE",
                        "Provenance of the package; default: the file <id>-<version>.intoto.jsonl next to it, if it exists."),
                Extra.option(SIGNATURE, "FILE", "Detached signature of the package (profile ed25519-package)."));
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "The result for a verified package is a few lines; otherwise, every check is shown. --json always contains every check.",
                "Without --trust, a valid signature shows that the package is unchanged, but not who signed it.",
                "With a timestamp of a trusted authority, certificates are checked at the time of the signature, so that a package is"
                        + " valid after they have expired.",
                "The signer's certificate must allow code signing (extended key usage codeSigning).",
                "If the file's name has the form <id>-<version>, it must match plugin.yaml.");
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example(
                        "px-plugin verify dist/com.example.note-1.0.0.pxp --trust company-ca.pem", "before installing"),
                new Example(
                        "px-plugin verify NAME.pxp --signature NAME.pxp.sig --trust public-key.pem",
                        "a package for PowerX core's registry"),
                new Example("px-plugin verify package.pxp --json", "for a script"));
    }

    @Override
    public int run(Invocation invocation) {
        Path folder = invocation.host().workingDirectory();
        Path file = folder.resolve(invocation.extra(FILE).orElseThrow());
        TrustAnchors trust = invocation
                .extra(TRUST)
                .map(pem -> parsed(folder.resolve(pem), TRUST, TrustAnchors::parsePem))
                .orElse(TrustAnchors.NONE);
        byte[] signature = invocation
                .extra(SIGNATURE)
                .map(path -> parsed(folder.resolve(path), SIGNATURE, text -> text.getBytes(StandardCharsets.US_ASCII)))
                .orElse(null);
        List<X509Certificate> certificates = invocation
                .extra(CERTIFICATE)
                .map(pem -> parsed(folder.resolve(pem), CERTIFICATE, VerifyCommand::certificates))
                .orElse(List.of());
        VerificationReport report = new PackageVerifier(
                        invocation.host().clock(), timestampTrust(invocation), revocations(invocation))
                .verify(
                        file,
                        trust,
                        new PackageSignature(
                                signature,
                                certificates,
                                invocation
                                        .extra(PROVENANCE)
                                        .map(folder::resolve)
                                        .orElse(null)));
        invocation.results().verified(report);
        invocation
                .console()
                .result(
                        invocation.json()
                                ? VerificationText.json(report)
                                : VerificationText.text(file, report, invocation.messages()));
        return report.failure().map(ErrorCode::exitCode).orElse(0);
    }

    private static TrustAnchors timestampTrust(Invocation invocation) {
        Path folder = invocation.host().workingDirectory();
        return invocation
                .extra(TIMESTAMP_TRUST)
                .map(pem -> parsed(folder.resolve(pem), TIMESTAMP_TRUST, TrustAnchors::parsePem))
                .orElse(TrustAnchors.NONE);
    }

    private static RevocationLists revocations(Invocation invocation) {
        String path = invocation.extra(CRL).orElse(null);
        if (path == null) {
            return RevocationLists.NONE;
        }
        Path file = invocation.host().workingDirectory().resolve(path);
        String tried = "read " + file + ", which " + CRL + " specifies";
        try {
            return RevocationLists.parse(SmallFile.read(file, MAX_CRL));
        } catch (IOException e) {
            throw PublishException.of(ErrorCode.CONFIG_UNREADABLE, tried, IoFailure.reason(e))
                    .causedBy(e);
        } catch (PublishException e) {
            throw PublishException.of(ErrorCode.OPTION_INVALID, tried, e.found())
                    .causedBy(e);
        }
    }

    private static List<X509Certificate> certificates(String pem) {
        List<X509Certificate> certificates = Certificates.parsePem(pem);
        if (certificates.isEmpty()) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID, "read the certificates", "it contains no CERTIFICATE block");
        }
        return certificates;
    }

    private static <T> T parsed(Path file, String option, Function<String, T> parser) {
        try {
            return parser.apply(FolderFiles.text(file));
        } catch (PublishException e) {
            ErrorCode code =
                    e.code() == ErrorCode.CONFIG_UNREADABLE ? ErrorCode.CONFIG_UNREADABLE : ErrorCode.OPTION_INVALID;
            throw PublishException.of(code, "read " + file + ", which " + option + " specifies", e.found())
                    .causedBy(e);
        }
    }
}
