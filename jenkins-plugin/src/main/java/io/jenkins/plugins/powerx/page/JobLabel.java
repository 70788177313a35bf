package io.jenkins.plugins.powerx.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Job;

/**
 * What pages show of a job that the user may read.
 *
 * @param name full name
 * @param displayName full display name
 * @param url relative to the root of Jenkins, with a trailing slash
 */
public record JobLabel(String name, String displayName, String url) {
    static JobLabel of(@NonNull Job<?, ?> job) {
        return new JobLabel(job.getFullName(), job.getFullDisplayName(), job.getUrl());
    }
}
