package io.jenkins.plugins.powerx;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import hudson.model.Slave;
import hudson.util.Secret;
import io.jenkins.plugins.powerx.config.Endpoint;
import io.jenkins.plugins.powerx.config.PxGlobalConfiguration;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;

/** A sandbox Marketplace on loopback, and its configuration in Jenkins. */
public final class Marketplace implements AutoCloseable {
    public static final String TOKEN = "marketplace-token";
    public static final String KEY = "signing-key";

    public final Sandbox sandbox;

    private Marketplace(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    public static Marketplace start(Path data) {
        return start(data, builder -> builder);
    }

    public static Marketplace start(Path data, UnaryOperator<SandboxOptions.Builder> options) {
        return new Marketplace(
                Sandbox.start(options.apply(SandboxOptions.builder(data)).build()));
    }

    /** Configures an endpoint with a token, and a signing key, in the running Jenkins. */
    public Marketplace configure() {
        addText(TOKEN, sandbox.publisherToken().reveal());
        addFile(KEY, keyAndCertificate());
        Endpoint endpoint = new Endpoint("sandbox", sandbox.baseUri().toString());
        endpoint.setCredentialsId(TOKEN);
        PxGlobalConfiguration configuration = PxGlobalConfiguration.get();
        configuration.setEndpoints(List.of(endpoint));
        configuration.setSigningCredentialsId(KEY);
        return this;
    }

    public String keyAndCertificate() {
        try {
            return Files.readString(sandbox.signingKey()) + "\n" + Files.readString(sandbox.signingCertificate());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void addText(String id, String text) {
        add(new StringCredentialsImpl(CredentialsScope.GLOBAL, id, null, Secret.fromString(text)));
    }

    public static void addFile(String id, String content) {
        addFile(id, content.getBytes(StandardCharsets.UTF_8));
    }

    public static void addFile(String id, byte[] content) {
        add(new FileCredentialsImpl(CredentialsScope.GLOBAL, id, null, id + ".pem", SecretBytes.fromBytes(content)));
    }

    private static void add(com.cloudbees.plugins.credentials.Credentials credentials) {
        try {
            SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
            String id = ((IdCredentials) credentials).getId();
            provider.getCredentials()
                    .removeIf(known -> known instanceof IdCredentials other
                            && other.getId().equals(id));
            provider.getCredentials().add(credentials);
            provider.save();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the documentation, which the repository that Jenkins builds has in another place. */
    public static Path docs(String name) {
        return Path.of(System.getProperty("docs.root", "../docs"), name);
    }

    /** Copies the example plugin into the workspace of a job on an agent. */
    public static Path plugin(Slave agent, String job) throws IOException {
        Path workspace = Path.of(agent.getRemoteFS(), "workspace", job);
        copy(Marketplace.docs("examples/note-plugin").toRealPath(), workspace);
        return workspace;
    }

    public static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    /** Submits the decision of a reviewer. */
    public void decide(String versionId, String decision, String notes) {
        HttpRequest request = HttpRequest.newBuilder(
                        sandbox.baseUri().resolve("/api/marketplace/plugins/" + versionId + "/review"))
                .header("Authorization", "Bearer " + sandbox.reviewerToken().reveal())
                .header("Content-Type", "application/json")
                .header("X-Request-ID", UUID.randomUUID().toString())
                .method(
                        "PATCH",
                        HttpRequest.BodyPublishers.ofString(
                                "{\"decision\":\"" + decision + "\",\"notes\":\"" + notes + "\"}"))
                .build();
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(response.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
