package io.powerx.publish.receipt;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an entry of the audit log contains about a run: what the front end puts in, and what the run's events, receipt and failure add. It
 * has the same names in every front end.
 */
public final class AuditDetails implements PublishListener {
    private static final int MAX_REQUESTS = 50;

    private final SortedMap<String, String> details = new TreeMap<>();
    private final Set<String> requests = new LinkedHashSet<>();

    /** @param value null or empty if there is nothing to record */
    public synchronized void put(String name, @Nullable Object value) {
        String text = value == null ? "" : value.toString();
        if (!text.isEmpty()) {
            details.put(name, text);
        }
    }

    /** The precheck is skipped. */
    public void precheckSkipped(@Nullable String reason) {
        put("precheck", "skipped");
        put("precheck.skipReason", reason);
    }

    public synchronized void remove(Collection<String> names) {
        details.keySet().removeAll(names);
    }

    /** A copy without the requests, for an entry about a part of the run. */
    public synchronized AuditDetails copy() {
        AuditDetails copy = new AuditDetails();
        copy.details.putAll(details);
        return copy;
    }

    @Override
    public void on(PublishEvent event) {
        if (event instanceof PublishEvent.PluginRead read) {
            put("plugin", read.pluginId());
            put("version", read.version());
            put("channel", read.channel());
        } else if (event instanceof PublishEvent.Registered registered) {
            put("publishId", registered.publishId());
            put("versionId", registered.versionId());
        } else if (event instanceof PublishEvent.PrecheckRelaxed relaxed) {
            put("precheck.suppressedRules", String.join(", ", relaxed.suppressedRules()));
            put("precheck.offline", relaxed.offline() ? "true" : null);
            put("precheck.blocking", relaxed.blocking() ? null : "false");
        } else if (event instanceof PublishEvent.IdentityExchanged exchanged) {
            exchanged.claims().forEach((name, value) -> put("identity." + name, value));
        } else if (event instanceof PublishEvent.RequestAttempt attempt && attempt.nextDelay() == null) {
            requested(attempt.operation() + " " + attempt.requestId());
        }
    }

    private synchronized void requested(String request) {
        if (requests.size() < MAX_REQUESTS) {
            requests.add(request);
        }
    }

    /** Adds what the receipt of a submitted version shows. */
    public void submitted(Receipt receipt) {
        put("publishId", receipt.publishId());
        put("versionId", receipt.versionId());
        put("status", receipt.status());
        put("contentDigest", receipt.contentDigest());
        Receipt.Precheck precheck = receipt.precheck();
        if (precheck != null && precheck.suppressed() > 0) {
            put("precheck.suppressed", precheck.suppressed());
        }
        if (!receipt.certificateChain().isEmpty()) {
            put(
                    "credential.signing-certificate",
                    "sha256:" + receipt.certificateChain().get(0).sha256());
        }
    }

    /** @param failure null if the run succeeded */
    public void ended(@Nullable PublishException failure) {
        if (failure != null) {
            put("errorCode", failure.code().wireName());
            failure.requestId().ifPresent(id -> put("requestId", id));
        }
    }

    /** The details so far, with the requests. */
    public synchronized Map<String, String> entry() {
        SortedMap<String, String> entry = new TreeMap<>(details);
        if (!requests.isEmpty()) {
            entry.put("requests", String.join(", ", requests));
        }
        return entry;
    }
}
