package io.powerx.publish.precheck.rules;

import io.powerx.publish.event.Quantities;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.PrecheckRequest;
import java.time.Duration;
import java.time.Instant;

/** Releases stop once the certificate has expired, and a new one takes time to get. */
final class CertificateIsNotAboutToExpire extends DescribedRule {
    CertificateIsNotAboutToExpire() {
        super(
                "PX-S002",
                "The signing certificate is valid for at least 14 more days",
                "requirements, signing",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        PrecheckRequest.Signing signing = plugin.request().signing();
        return signing != null && signing.certificateExpires() != null;
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        PrecheckRequest.Signing signing = plugin.request().signing();
        Instant expires = signing == null ? null : signing.certificateExpires();
        if (expires == null) {
            return;
        }
        Duration left = Duration.between(plugin.request().now(), expires);
        if (!left.isNegative() && left.compareTo(PrecheckRequest.Signing.RENEWAL_NOTICE) < 0) {
            findings.add(
                    "The signing certificate expires in %s, on %s"
                            .formatted(Quantities.count(left.toDays(), "day"), expires),
                    "Request a new certificate now.",
                    null);
        }
    }
}
