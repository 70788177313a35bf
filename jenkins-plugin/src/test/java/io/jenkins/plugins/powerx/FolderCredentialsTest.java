package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.HostnameSpecification;
import hudson.model.Fingerprint;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.Slave;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import io.jenkins.plugins.powerx.step.PxPublishStep;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class FolderCredentialsTest {
    @TempDir
    Path data;

    @Test
    void credentials_of_a_folder_are_available_only_to_its_jobs(JenkinsRule jenkins) throws Exception {
        try (Marketplace marketplace = Marketplace.start(data).configure()) {
            Slave agent = jenkins.createOnlineSlave();
            Folder folder = jenkins.createProject(Folder.class, "team");
            store(
                    folder,
                    new StringCredentialsImpl(
                            CredentialsScope.GLOBAL,
                            "team-token",
                            null,
                            Secret.fromString(
                                    marketplace.sandbox.publisherToken().reveal())));
            WorkflowJob inside = job(folder.createProject(WorkflowJob.class, "inside"), agent);
            WorkflowJob outside = job(jenkins.createProject(WorkflowJob.class, "outside"), agent);
            Marketplace.plugin(agent, "team/inside");
            Marketplace.plugin(agent, "outside");

            jenkins.buildAndAssertSuccess(inside);
            WorkflowRun refused = jenkins.buildAndAssertStatus(Result.FAILURE, outside);

            jenkins.assertLogContains("token_missing", refused);
            assertThat(offered(jenkins, inside)).contains("team-token");
            assertThat(offered(jenkins, outside)).doesNotContain("team-token");
        }
    }

    @Test
    void credentials_of_a_domain_are_available_only_for_its_hosts_and_their_use_is_tracked(JenkinsRule jenkins)
            throws Exception {
        try (Marketplace marketplace = Marketplace.start(data).configure()) {
            Slave agent = jenkins.createOnlineSlave();
            Secret token =
                    Secret.fromString(marketplace.sandbox.publisherToken().reveal());
            StringCredentialsImpl near = new StringCredentialsImpl(CredentialsScope.GLOBAL, "team-token", null, token);
            domain("here", marketplace.sandbox.baseUri().getHost(), near);
            domain(
                    "elsewhere",
                    "marketplace.example.com",
                    new StringCredentialsImpl(CredentialsScope.GLOBAL, "other-token", null, token));
            WorkflowJob fits = job(jenkins.createProject(WorkflowJob.class, "fits"), agent, "team-token");
            WorkflowJob foreign = job(jenkins.createProject(WorkflowJob.class, "foreign"), agent, "other-token");
            Marketplace.plugin(agent, "fits");
            Marketplace.plugin(agent, "foreign");

            jenkins.buildAndAssertSuccess(fits);
            WorkflowRun refused = jenkins.buildAndAssertStatus(Result.FAILURE, foreign);

            jenkins.assertLogContains("token_missing", refused);
            assertThat(offered(jenkins, fits)).contains("team-token").doesNotContain("other-token");
            Fingerprint used = CredentialsProvider.getFingerprintOf(near);
            assertThat(used).isNotNull();
            assertThat(used.getJobs()).contains("fits");
        }
    }

    private static void domain(String name, String host, StringCredentialsImpl credentials) throws Exception {
        CredentialsProvider.lookupStores(Jenkins.get())
                .iterator()
                .next()
                .addDomain(new Domain(name, null, List.of(new HostnameSpecification(host, null))), credentials);
    }

    private static WorkflowJob job(WorkflowJob job, Slave agent) throws Exception {
        return job(job, agent, "team-token");
    }

    private static WorkflowJob job(WorkflowJob job, Slave agent, String credentialsId) throws Exception {
        job.setDefinition(new CpsFlowDefinition(
                "node('" + agent.getNodeName() + "') { pxPublish(channel: 'beta', credentialsId: '" + credentialsId
                        + "') }",
                true));
        return job;
    }

    private static void store(Folder folder, StringCredentialsImpl credentials) throws Exception {
        for (var store : CredentialsProvider.lookupStores(folder)) {
            if (store.getProvider() instanceof FolderCredentialsProvider && store.getContext() == folder) {
                store.addCredentials(Domain.global(), credentials);
            }
        }
    }

    private static Iterable<String> offered(JenkinsRule jenkins, Item item) {
        ListBoxModel items = jenkins.jenkins
                .getDescriptorByType(PxPublishStep.DescriptorImpl.class)
                .doFillCredentialsIdItems(item, "", "", "");
        return items.stream().map(option -> option.value).toList();
    }
}
