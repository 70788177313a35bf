package io.powerx.publish.github;

import java.util.Locale;

/** The outputs of the action, which later steps of a job can read. */
public enum ActionOutput {
    PUBLISH_ID("Id of the publish; set as soon as the version is registered, even if the step fails later."),
    VERSION_ID("Id of the version; set together with publish-id."),
    REVIEW_QUEUE_ID("Id of the entry in the review queue."),
    NEXT_CHECK_AT("Earliest useful time to query the review again, in ISO 8601."),
    REVIEW_URL("URL of the review page."),
    STATUS("Status of the version in the Marketplace; otherwise failed, interrupted, passed or planned."),
    PUBLISHED("true if the version has reached the review queue or the Marketplace, in this run or an earlier one."),
    ALREADY_PUBLISHED("true if an earlier run published the same content."),
    PACKAGE_PATH(
            "Path of the package, relative to the workspace; of the first one if there are packages for platforms."),
    PACKAGE_SHA256("SHA-256 of that package, in hex."),
    PACKAGES_JSON("All packages as JSON: platform, path and sha256 of each."),
    CONTENT_DIGEST(
            "SHA-256 of the package's list of files, or of the lists of all packages, in hex; identifies the content."),
    RECEIPT_PATH("Path of the receipt, relative to the workspace."),
    RECEIPT_JSON("The receipt as JSON."),
    TARGETS_JSON(
            "The result of each target as JSON, if publish.yml has several; the other outputs are those of the last target."),
    ERROR_CODE("Code of the error that ended the step; empty if there was none."),
    FINDINGS_ERROR("Number of errors that the precheck found."),
    FINDINGS_WARNING("Number of warnings that the precheck found.");

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
