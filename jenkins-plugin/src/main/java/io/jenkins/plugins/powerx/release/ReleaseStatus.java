package io.jenkins.plugins.powerx.release;

import io.jenkins.plugins.powerx.Messages;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The status of a release as pages show it: the states of a review, and those of a publish that ended before its review. */
public enum ReleaseStatus {
    QUEUED("info", true),
    IN_REVIEW("info", true),
    PAUSED("warning", true),
    APPROVED("success", false),
    REJECTED("error", false),
    NEEDS_CHANGES("warning", false),
    WITHDRAWN("neutral", false),
    FAILED_EARLY("error", false),
    INTERRUPTED("neutral", false),
    OTHER("neutral", true);

    static final String FAILED = FAILED_EARLY.wireName;
    static final String STOPPED = INTERRUPTED.wireName;

    private static final Map<String, ReleaseStatus> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ReleaseStatus::wireName, state -> state));

    private final String tone;
    private final boolean pending;

    private final String wireName;

    ReleaseStatus(String tone, boolean pending) {
        this.wireName = name().equals("FAILED_EARLY") ? "failed" : name().toLowerCase(Locale.ROOT);
        this.tone = tone;
        this.pending = pending;
    }

    /** The constant for a status; {@link #OTHER}, which may still change, for an unknown one. */
    public static ReleaseStatus of(String status) {
        return BY_NAME.getOrDefault(status, OTHER);
    }

    public String wireName() {
        return wireName;
    }

    /** For style classes: info, success, warning, error or neutral. */
    public String getTone() {
        return tone;
    }

    /** Jenkins' style class for text in the color of the tone. */
    public String getColorClass() {
        return "jenkins-!-" + ("neutral".equals(tone) ? "skipped" : tone) + "-color";
    }

    /** Name of Jenkins' symbol. */
    public String getSymbol() {
        return switch (this) {
            case QUEUED, IN_REVIEW -> "symbol-hourglass";
            case PAUSED -> "symbol-pause";
            case APPROVED -> "symbol-status-blue";
            case REJECTED, FAILED_EARLY -> "symbol-status-red";
            case NEEDS_CHANGES -> "symbol-status-yellow";
            case INTERRUPTED -> "symbol-status-aborted";
            case WITHDRAWN -> "symbol-status-disabled";
            case OTHER -> "symbol-status-nobuilt";
        };
    }

    public boolean isPending() {
        return pending;
    }

    public String getLabel() {
        return switch (this) {
            case QUEUED -> Messages.ReleaseStatus_Queued();
            case IN_REVIEW -> Messages.ReleaseStatus_InReview();
            case PAUSED -> Messages.ReleaseStatus_Paused();
            case APPROVED -> Messages.ReleaseStatus_Approved();
            case REJECTED -> Messages.ReleaseStatus_Rejected();
            case NEEDS_CHANGES -> Messages.ReleaseStatus_NeedsChanges();
            case WITHDRAWN -> Messages.ReleaseStatus_Withdrawn();
            case FAILED_EARLY -> Messages.ReleaseStatus_Failed();
            case INTERRUPTED -> Messages.ReleaseStatus_Interrupted();
            case OTHER -> Messages.ReleaseStatus_Other();
        };
    }
}
