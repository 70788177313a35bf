package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import hudson.model.Result;
import hudson.model.Slave;
import io.jenkins.plugins.powerx.config.Endpoint;
import io.jenkins.plugins.powerx.config.PxGlobalConfiguration;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The variable that the OpenTelemetry plugin sets for steps. */
@WithJenkins
class TraceTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void a_traced_step_sends_its_trace_to_the_marketplace(JenkinsRule jenkins) throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(Objects.toString(exchange.getRequestHeaders().getFirst("traceparent")));
            byte[] body = "{\"title\":\"no\"}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
            exchange.sendResponseHeaders(401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            Marketplace.addText("token", "canary-token");
            Endpoint endpoint = new Endpoint(
                    "stub", "http://127.0.0.1:" + server.getAddress().getPort());
            endpoint.setCredentialsId("token");
            endpoint.setTelemetry(false);
            PxGlobalConfiguration.get().setEndpoints(List.of(endpoint));
            Slave agent = jenkins.createOnlineSlave();
            WorkflowJob job = new Jobs(jenkins, agent)
                    .create("traced", "withEnv(['TRACEPARENT=" + PARENT + "']) { pxPublish(channel: 'beta') }");

            jenkins.assertLogContains("unauthorized", jenkins.buildAndAssertStatus(Result.FAILURE, job));
        } finally {
            server.stop(0);
        }
        assertThat(seen).isNotEmpty().containsOnly(PARENT);
    }
}
