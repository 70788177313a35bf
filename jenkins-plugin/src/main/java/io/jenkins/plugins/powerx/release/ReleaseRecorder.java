package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.sign.CertificateInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Creates the {@link Release} of one publish from its events and its receipt. */
public final class ReleaseRecorder implements PublishListener {
    private static final int FINDINGS = 200;
    private static final int LIST = 50;
    private static final int TEXT = 2_000;
    private static final int NAME = 200;
    private static final int NOTES = 20_000;

    private final Redactor redactor;
    private final Clock clock;
    private final Instant start;
    private final Map<String, Long> timings = new LinkedHashMap<>();

    @CheckForNull
    private PublishEvent.PluginRead plugin;

    private List<Finding> findings = List.of();

    @CheckForNull
    private PublishEvent.Described described;

    @CheckForNull
    private PublishEvent.Registered registered;

    @CheckForNull
    private PublishEvent.Submitted submitted;

    @CheckForNull
    private String phase;

    private int retries;

    public ReleaseRecorder(@NonNull Redactor redactor, @NonNull Clock clock) {
        this.redactor = redactor;
        this.clock = clock;
        this.start = clock.instant();
    }

    @Override
    public synchronized void on(PublishEvent event) {
        if (event instanceof PublishEvent.PluginRead read) {
            plugin = read;
        } else if (event instanceof PublishEvent.StageStarted started) {
            phase = started.stage();
        } else if (event instanceof PublishEvent.StageFinished finished) {
            timings.merge(finished.stage(), finished.elapsed().toMillis(), Long::sum);
        } else if (event instanceof PublishEvent.FindingsReported reported) {
            findings = reported.findings();
        } else if (event instanceof PublishEvent.Described description) {
            described = description;
        } else if (event instanceof PublishEvent.Registered registration) {
            registered = registration;
        } else if (event instanceof PublishEvent.Submitted submission) {
            submitted = submission;
        } else if (event instanceof PublishEvent.RequestAttempt attempt && attempt.attempt() > 1) {
            retries++;
        }
    }

    /** The findings of the precheck; empty before it ran. */
    public synchronized List<Finding> findings() {
        return findings;
    }

    /** The release of a publish that succeeded. */
    public synchronized Release succeeded(@NonNull Receipt receipt) {
        Release release = new Release(
                name(receipt.plugin().id()),
                name(receipt.plugin().name()),
                name(receipt.plugin().version()),
                receipt.channel().wireName());
        fill(release, receipt);
        release.retries = receipt.retries();
        return release;
    }

    /**
     * The release of a publish that failed.
     *
     * @param receipt null if the publish failed before it wrote one
     * @param channel that the step specifies, for a publish that failed before it read the plugin; empty if it specifies none
     */
    public synchronized Release failed(
            @NonNull PublishException failure,
            @CheckForNull Receipt receipt,
            @NonNull String channel,
            @NonNull Vocabulary vocabulary) {
        PublishEvent.PluginRead read = plugin;
        Release release = read == null
                ? new Release("", "", "", name(channel))
                : new Release(name(read.pluginId()), name(read.name()), name(read.version()), name(read.channel()));
        if (receipt != null) {
            fill(release, receipt);
        } else {
            fillEvents(release);
            release.status = failure.code() == ErrorCode.INTERRUPTED ? ReleaseStatus.STOPPED : ReleaseStatus.FAILED;
        }
        release.failure = new ReleaseFailure(
                failure.code().wireName(),
                failure.code().category().wireName(),
                text(failure.getMessage()),
                text(failure.remedy(vocabulary)),
                phase,
                failure.requestId().map(this::name).orElse(null),
                failure.supportUrl().or(failure::link).map(this::text).orElse(null));
        release.statusSince = clock.millis();
        return release;
    }

    private void fill(Release release, Receipt receipt) {
        fillEvents(release);
        release.publishId = nameOrNull(receipt.publishId());
        release.versionId = nameOrNull(receipt.versionId());
        release.reviewQueueId = nameOrNull(receipt.reviewQueueId());
        release.reviewUrl = textOrNull(receipt.reviewUrl());
        release.status = name(receipt.status());
        release.nextCheckAt = millis(receipt.nextCheckAt());
        release.submittedAt = millis(receipt.submittedAt());
        release.alreadyPublished = receipt.alreadyPublished();
        release.contentDigest = nameOrNull(receipt.contentDigest());
        release.statusSince = receipt.alreadyPublished() ? 0 : release.submittedAt;
        if (receipt.risk() != null) {
            release.risk = ReleaseRisk.of(receipt.risk(), redactor);
        }
        if (receipt.rollout() != null) {
            release.rollout = new ReleaseRollout(receipt.rollout(), redactor);
        }
        release.skipReason = receipt.precheck() == null
                ? null
                : textOrNull(receipt.precheck().skipReason());
        for (Artifact artifact : limited(receipt.artifacts(), LIST)) {
            release.artifacts.add(new ReleaseArtifact(
                    name(artifact.name()),
                    artifact.role().wireName(),
                    nameOrNull(artifact.platform()),
                    artifact.size(),
                    name(artifact.sha256())));
        }
        for (CertificateInfo certificate : limited(receipt.certificateChain(), LIST)) {
            release.certificates.add(new ReleaseCertificate(
                    text(certificate.subject()),
                    text(certificate.issuer()),
                    certificate.notAfter().toString(),
                    name(certificate.sha256())));
        }
    }

    private void fillEvents(Release release) {
        release.startedAt = start.toEpochMilli();
        release.duration = Duration.between(start, clock.instant()).toMillis();
        release.retries = retries;
        release.timings.putAll(timings);
        PublishEvent.Described description = described;
        if (description != null) {
            release.notes = ForeignText.lines(redactor.redact(description.notes()), NOTES);
            release.notesGenerated = description.generated();
        }
        PublishEvent.Registered registration = registered;
        if (registration != null) {
            release.publishId = name(registration.publishId());
            release.versionId = name(registration.versionId());
        }
        PublishEvent.Submitted submission = submitted;
        if (submission != null) {
            release.reviewQueueId = name(submission.reviewQueueId());
            release.reviewUrl = textOrNull(submission.reviewUrl());
        }
        release.findings.addAll(recorded(findings, redactor));
    }

    /** Findings as builds store them: redacted and limited in number and length. */
    public static List<ReleaseFinding> recorded(@NonNull List<Finding> findings, @NonNull Redactor redactor) {
        List<ReleaseFinding> recorded = new ArrayList<>();
        for (Finding finding : limited(findings, FINDINGS)) {
            SourceLocation place = finding.location();
            recorded.add(new ReleaseFinding(
                    bounded(finding.rule(), redactor, NAME),
                    finding.severity().wireName(),
                    bounded(finding.message(), redactor, TEXT),
                    bounded(finding.remedy(), redactor, TEXT),
                    place == null ? null : bounded(place.file(), redactor, TEXT),
                    place == null ? 0 : place.line()));
        }
        return recorded;
    }

    private String name(String value) {
        return bounded(value, redactor, NAME);
    }

    @CheckForNull
    private String nameOrNull(@CheckForNull String value) {
        return value == null ? null : name(value);
    }

    private String text(String value) {
        return bounded(value, redactor, TEXT);
    }

    @CheckForNull
    private String textOrNull(@CheckForNull String value) {
        return value == null ? null : text(value);
    }

    private static String bounded(String value, Redactor redactor, int limit) {
        return ForeignText.oneLine(redactor.redact(value), limit);
    }

    private static long millis(@CheckForNull Instant instant) {
        return instant == null ? 0 : instant.toEpochMilli();
    }

    private static <T> List<T> limited(List<T> list, int count) {
        return list.subList(0, Math.min(list.size(), count));
    }
}
