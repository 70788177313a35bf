package io.powerx.publish.github;

import java.util.Locale;

/** What later steps of a job can read. */
public enum ActionOutput {
    PUBLISH_ID("The publish; set as soon as the Marketplace gives it, so that a failed step leaves it, too."),
    VERSION_ID("The version, set together with publish-id."),
    REVIEW_QUEUE_ID("Where the version stands in the review queue."),
    NEXT_CHECK_AT("When asking for the review again makes sense, ISO 8601."),
    REVIEW_URL("Page of the review."),
    STATUS("The Marketplace's word for where the version stands; failed, interrupted, passed or planned otherwise."),
    PUBLISHED("true where the version has reached the review queue or the Marketplace, in this run or an earlier one."),
    ALREADY_PUBLISHED("true where an earlier run had published the same content."),
    PACKAGE_PATH("The package, relative to the workspace."),
    PACKAGE_SHA256("SHA-256 of the package in hex."),
    CONTENT_DIGEST("SHA-256 of the package's list of files in hex; equal for equal content."),
    RECEIPT_PATH("The receipt, relative to the workspace."),
    RECEIPT_JSON("The receipt itself."),
    ERROR_CODE("Name of the error that ended the step; empty where none did."),
    FINDINGS_ERROR("How many errors the precheck found."),
    FINDINGS_WARNING("How many warnings the precheck found.");

    private final String description;

    ActionOutput(String description) {
        this.description = description;
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One sentence for action.yml and the reference. */
    public String description() {
        return description;
    }
}
