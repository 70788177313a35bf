package io.powerx.publish.cli.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.cli.Shell;
import io.powerx.publish.json.Json;
import io.powerx.publish.testing.ExternalTool;
import io.powerx.publish.testing.JsonSchemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The precheck report, the bill of materials and the provenance of a publish to the sandbox, from a job of GitHub Actions. */
class EvidenceTest {
    private static final String NAME = "com.powerx.plugins.note-0.2.0";
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path root;

    private Shell shell;
    private Path plugin;
    private Path dist;

    @BeforeEach
    void publish() throws Exception {
        shell = new Shell(root)
                .with("GITHUB_ACTIONS", "true")
                .with("GITHUB_SERVER_URL", "https://github.com")
                .with("GITHUB_REPOSITORY", "example/note")
                .with("GITHUB_RUN_ID", "42")
                .with("GITHUB_REF", "refs/tags/v0.2.0")
                .with("GITHUB_WORKFLOW_REF", "example/note/.github/workflows/release.yml@refs/tags/v0.2.0")
                .with("RUNNER_ENVIRONMENT", "github-hosted")
                .with("GITHUB_SHA", COMMIT);
        plugin = shell.examplePlugin("note");
        Files.writeString(plugin.resolve("go.sum"), "github.com/gin-gonic/gin v1.9.1 h1:abc=\n");
        Files.writeString(plugin.resolve("plugin.yaml"), "\nhomepge: https://example.com\n", StandardOpenOption.APPEND);
        dist = plugin.resolve("dist");
        Shell.Outcome published = shell.run("publish", "--sandbox", "--project", "note");
        assertThat(published.exitCode()).as(published.err()).isZero();
    }

    @Test
    void the_receipt_lists_all_evidence_with_its_roles_and_the_marketplace_has_it() throws IOException {
        JsonNode receipt = json(Files.readString(shell.folder().resolve("publish-receipt.sandbox.json")));

        assertThat(receipt.path("artifacts").findValuesAsText("role"))
                .containsExactly("package", "integrity", "report", "sbom", "provenance");
        assertThat(receipt.path("artifacts").findValuesAsText("name"))
                .contains(NAME + ".precheck.json", NAME + ".cdx.json", NAME + ".intoto.jsonl");
        assertThat(receipt.path("artifacts").findValuesAsText("url")).hasSize(5);
    }

    @Test
    void the_precheck_report_lists_findings_with_their_locations_and_is_part_of_the_provenance() throws IOException {
        JsonNode report = json(Files.readString(dist.resolve(NAME + ".precheck.json")));

        assertThat(report.path("version").asText()).isEqualTo("0.2.0");
        assertThat(report.at("/findings/0/message").asText()).contains("homepge");
        assertThat(report.at("/findings/0/file").asText()).isEqualTo("plugin.yaml");
        assertThat(report.at("/findings/0/line").asInt()).isPositive();
        assertThat(report.toString()).doesNotContain("{notes}", "{config}", "{command:");
        assertThat(statement().at("/predicate/runDetails/byproducts").findValuesAsText("name"))
                .contains(NAME + ".precheck.json");
    }

    @Test
    void the_provenance_states_builder_source_and_subject() throws IOException {
        JsonNode statement = statement();

        assertThat(statement.at("/subject/0/name").asText()).isEqualTo(NAME + ".pxp");
        assertThat(statement.path("subject")).hasSize(1);
        JsonNode predicate = statement.path("predicate");
        assertThat(predicate.at("/runDetails/builder/id").asText())
                .isEqualTo("https://github.com/actions/runner/github-hosted");
        assertThat(predicate.at("/runDetails/metadata/invocationId").asText())
                .isEqualTo("https://github.com/example/note/actions/runs/42");
        assertThat(predicate.at("/buildDefinition/resolvedDependencies/0/uri").asText())
                .isEqualTo("git+https://github.com/example/note@refs/tags/v0.2.0");
        assertThat(predicate
                        .at("/buildDefinition/resolvedDependencies/0/digest/gitCommit")
                        .asText())
                .isEqualTo(COMMIT);
        assertThat(predicate.at("/runDetails/byproducts").findValuesAsText("name"))
                .contains(NAME + ".cdx.json");
    }

    @Test
    void another_job_with_the_same_content_has_other_provenance_and_is_the_same_publish() throws IOException {
        shell.with("GITHUB_RUN_ID", "43");

        Shell.Outcome again = shell.run("publish", "--sandbox", "--project", "note", "--json");

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).contains("\"alreadyPublished\" : true");
        assertThat(statement().at("/predicate/runDetails/metadata/invocationId").asText())
                .endsWith("/actions/runs/43");
    }

    @Test
    void verify_shows_both() {
        Shell.Outcome verified = verify("--trust", trust().toString());
        String report = verify("--json").out();

        assertThat(verified.exitCode()).as(verified.out()).isZero();
        assertThat(verified.out())
                .contains(
                        "\n  SBOM        " + NAME + ".cdx.json, 1 component\n",
                        "\n  provenance  built by https://github.com/actions/runner/github-hosted from"
                                + " git+https://github.com/example/note@refs/tags/v0.2.0 at " + COMMIT);
        assertThat(verified.out().lines()).hasSizeLessThanOrEqualTo(10);
        assertThat(JsonSchemas.violations("verification.schema.json", report)).isEmpty();
        assertThat(report).contains("\"confirmed\" : true");
    }

    @Test
    void changed_or_foreign_evidence_fails_the_verification() throws IOException {
        Path provenance = dist.resolve(NAME + ".intoto.jsonl");
        String original = Files.readString(provenance);
        Path sbom = dist.resolve(NAME + ".cdx.json");

        Files.writeString(provenance, original.replaceFirst("\"sig\":\"....", "\"sig\":\"AAAA"));
        assertFails("the signer of the package did not sign it, or it was changed");
        Files.writeString(provenance, "{}");
        assertFails("it is not a signed envelope");
        Files.writeString(provenance, original);
        Files.writeString(sbom, Files.readString(sbom) + " ");
        assertFails("is not the bill of materials of that build");
        Files.delete(sbom);
        assertThat(verify().out())
                .contains("SBOM        none next to the package")
                .contains("provenance  built by");
        Files.delete(provenance);
        Shell.Outcome bare = verify();
        assertThat(bare.exitCode()).isZero();
        assertThat(bare.out()).contains("provenance  none next to the package");
        assertThat(verify("--provenance", "none.jsonl").exitCode()).isEqualTo(7);
    }

    @Test
    void provenance_of_another_package_fails_the_verification() throws Exception {
        Path before =
                Files.copy(dist.resolve(NAME + ".intoto.jsonl"), shell.folder().resolve("before.jsonl"));
        Files.writeString(plugin.resolve("migrations/0003_more.sql"), "-- more\n");
        shell.with("PX_SIGNING_KEY", key("signing-key.pem"))
                .with("PX_SIGNING_CERTIFICATE", key("signing-certificate.pem"));
        Shell.Outcome packed = shell.run("pack", "--project", "note");
        assertThat(packed.exitCode()).as(packed.err()).isZero();

        Shell.Outcome verified = verify("--provenance", before.toString());

        assertThat(verified.exitCode()).isEqualTo(7);
        assertThat(verified.out())
                .containsPattern("FAILED +provenance +")
                .contains("none of its subjects has the digest of this one");
    }

    @Test
    void the_commands_of_the_guide_verify_everything() throws Exception {
        Path folder = Files.createDirectories(root.resolve("elsewhere"));
        for (String extension : List.of(".pxp", ".cdx.json", ".intoto.jsonl")) {
            Files.copy(dist.resolve(NAME + extension), folder.resolve(NAME + extension));
        }
        Files.copy(trust(), folder.resolve("ca.pem"));
        String guide = Files.readString(Shell.REPOSITORY.resolve("docs/guides/publish/packages.md"));
        String section = guide.substring(guide.indexOf("## Verify with openssl"));
        String commands = section.substring(section.indexOf("```bash\n") + 8, section.indexOf("\n```\n"));

        ExternalTool.Result all =
                ExternalTool.run(folder, Map.of(), List.of("bash", "-euo", "pipefail", "-c", commands));
        assertThat(all.succeeded().output()).contains("CMS Verification successful", "Verified OK");

        Files.writeString(folder.resolve(NAME + ".cdx.json"), "{}");
        String last = commands.substring(commands.indexOf("for FILE"));
        assertThat(ExternalTool.run(
                                folder,
                                Map.of(),
                                List.of("bash", "-euo", "pipefail", "-c", "NAME=" + NAME + "\n" + last))
                        .exitCode())
                .isNotZero();
    }

    private Shell.Outcome verify(String... options) {
        String[] command = new String[options.length + 2];
        command[0] = "verify";
        command[1] = dist.resolve(NAME + ".pxp").toString();
        System.arraycopy(options, 0, command, 2, options.length);
        return shell.run(command);
    }

    private void assertFails(String reason) {
        Shell.Outcome verified = verify();

        assertThat(verified.exitCode()).isEqualTo(7);
        assertThat(verified.out()).containsPattern("FAILED +provenance +").contains(reason);
    }

    private Path trust() {
        return shell.home().resolve(".powerx-plugin/sandbox/trust/ca.pem");
    }

    private String key(String name) {
        return shell.home().resolve(".powerx-plugin/sandbox/trust/" + name).toString();
    }

    private JsonNode statement() throws IOException {
        JsonNode envelope = json(Files.readString(dist.resolve(NAME + ".intoto.jsonl")));
        byte[] payload = Base64.getDecoder().decode(envelope.path("payload").asText());
        return json(new String(payload, StandardCharsets.UTF_8));
    }

    private static JsonNode json(String text) throws IOException {
        return Json.mapper().readTree(text);
    }
}
