package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import java.io.Serializable;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** The parameters of both steps: the project, its checks, and the Marketplace. */
public abstract class ProjectStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private String project;

    @CheckForNull
    private String buildDir;

    @CheckForNull
    private String config;

    @CheckForNull
    private String target;

    @CheckForNull
    private String channel;

    @CheckForNull
    private String notes;

    @CheckForNull
    private String tag;

    @CheckForNull
    private String coverageThreshold;

    @CheckForNull
    private String coverage;

    @CheckForNull
    private String commit;

    @CheckForNull
    private String tenant;

    @CheckForNull
    private String endpoint;

    @CheckForNull
    private String apiUrl;

    @CheckForNull
    private String credentialsId;

    @CheckForNull
    private String connectTimeout;

    @CheckForNull
    private String stallTimeout;

    @CheckForNull
    private String failOn;

    @CheckForNull
    private String unstableOn;

    /** Folder of the plugin, relative to the current directory; null means the directory itself. */
    @CheckForNull
    public String getProject() {
        return project;
    }

    @DataBoundSetter
    public void setProject(@CheckForNull String project) {
        this.project = Util.fixEmptyAndTrim(project);
    }

    /** Folder with the finished build, relative to the current directory; null to find it in the project. */
    @CheckForNull
    public String getBuildDir() {
        return buildDir;
    }

    @DataBoundSetter
    public void setBuildDir(@CheckForNull String buildDir) {
        this.buildDir = Util.fixEmptyAndTrim(buildDir);
    }

    /** The only configuration file to read, relative to the project; null for publish.yml and px-plugin.config. */
    @CheckForNull
    public String getConfig() {
        return config;
    }

    @DataBoundSetter
    public void setConfig(@CheckForNull String config) {
        this.config = Util.fixEmptyAndTrim(config);
    }

    /** Target in publish.targets of publish.yml; null if the file has only one. */
    @CheckForNull
    public String getTarget() {
        return target;
    }

    @DataBoundSetter
    public void setTarget(@CheckForNull String target) {
        this.target = Util.fixEmptyAndTrim(target);
    }

    /** Channel to publish to; null leaves it to the environment, the project and the global configuration. */
    @CheckForNull
    public String getChannel() {
        return channel;
    }

    @DataBoundSetter
    public void setChannel(@CheckForNull String channel) {
        this.channel = Util.fixEmptyAndTrim(channel);
    }

    /** File with the release notes, relative to the project; null means the section of the changelog. */
    @CheckForNull
    public String getNotes() {
        return notes;
    }

    @DataBoundSetter
    public void setNotes(@CheckForNull String notes) {
        this.notes = Util.fixEmptyAndTrim(notes);
    }

    /** Git tag of the release, whose version must be that of plugin.yaml; null leaves it to the environment. */
    @CheckForNull
    public String getTag() {
        return tag;
    }

    @DataBoundSetter
    public void setTag(@CheckForNull String tag) {
        this.tag = Util.fixEmptyAndTrim(tag);
    }

    /** Percentage of lines that tests must cover; null leaves it to the environment and the project. */
    @CheckForNull
    public String getCoverageThreshold() {
        return coverageThreshold;
    }

    @DataBoundSetter
    public void setCoverageThreshold(@CheckForNull String coverageThreshold) {
        this.coverageThreshold = Util.fixEmptyAndTrim(coverageThreshold);
    }

    /** Name of an endpoint of the global configuration; null means the first one. */
    @CheckForNull
    public String getEndpoint() {
        return endpoint;
    }

    @DataBoundSetter
    public void setEndpoint(@CheckForNull String endpoint) {
        this.endpoint = Util.fixEmptyAndTrim(endpoint);
    }

    /** URL of a Marketplace that is not in the global configuration; rejected unless an administrator allows such URLs. */
    @CheckForNull
    public String getApiUrl() {
        return apiUrl;
    }

    @DataBoundSetter
    public void setApiUrl(@CheckForNull String apiUrl) {
        this.apiUrl = Util.fixEmptyAndTrim(apiUrl);
    }

    /** Secret text with the token; null means that of the endpoint. */
    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** Time limit for establishing a connection, such as {@code 10s}; null leaves it to the environment. */
    @CheckForNull
    public String getConnectTimeout() {
        return connectTimeout;
    }

    @DataBoundSetter
    public void setConnectTimeout(@CheckForNull String connectTimeout) {
        this.connectTimeout = Util.fixEmptyAndTrim(connectTimeout);
    }

    /** Time without a byte in either direction after which a request is aborted, such as {@code 60s}; null leaves it to the environment. */
    @CheckForNull
    public String getStallTimeout() {
        return stallTimeout;
    }

    @DataBoundSetter
    public void setStallTimeout(@CheckForNull String stallTimeout) {
        this.stallTimeout = Util.fixEmptyAndTrim(stallTimeout);
    }

    /** The findings that make the step fail: error (default), warning or never. */
    @CheckForNull
    public String getFailOn() {
        return failOn;
    }

    @DataBoundSetter
    public void setFailOn(@CheckForNull String failOn) {
        this.failOn = Util.fixEmptyAndTrim(failOn);
    }

    /** The findings that make the build unstable: never (default), warning or error. */
    @CheckForNull
    public String getUnstableOn() {
        return unstableOn;
    }

    @DataBoundSetter
    public void setUnstableOn(@CheckForNull String unstableOn) {
        this.unstableOn = Util.fixEmptyAndTrim(unstableOn);
    }

    /** Percentage of covered lines for PowerX core's registry, if there is no coverage report; null leaves it to the environment. */
    @CheckForNull
    public String getCoverage() {
        return coverage;
    }

    @DataBoundSetter
    public void setCoverage(@CheckForNull String coverage) {
        this.coverage = Util.fixEmptyAndTrim(coverage);
    }

    /** Commit that was built; null leaves it to the environment and GIT_COMMIT. */
    @CheckForNull
    public String getCommit() {
        return commit;
    }

    @DataBoundSetter
    public void setCommit(@CheckForNull String commit) {
        this.commit = Util.fixEmptyAndTrim(commit);
    }

    /** Tenant of PowerX core's registry; null means that of the token. */
    @CheckForNull
    public String getTenant() {
        return tenant;
    }

    @DataBoundSetter
    public void setTenant(@CheckForNull String tenant) {
        this.tenant = Util.fixEmptyAndTrim(tenant);
    }
}
