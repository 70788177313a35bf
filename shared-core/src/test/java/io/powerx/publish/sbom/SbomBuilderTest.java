package io.powerx.publish.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.powerx.publish.json.Json;
import io.powerx.publish.testing.SampleProject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SbomBuilderTest {
    private static final String MODULES = """
            path\tcom.example/note
            mod\tcom.example/note\t(devel)\t
            dep\tgithub.com/gin-gonic/gin\tv1.9.1\th1:abc=
            dep\tgithub.com/old/fork\tv1.0.0
            =>\tgithub.com/new/fork\tv1.1.0\th1:abc=
            build\t-compiler=gc
            """;

    @TempDir
    Path temp;

    private SampleProject project;

    @BeforeEach
    void have_a_project_with_lock_files() {
        project = new SampleProject(temp.resolve("project"));
        project.file("web-admin/package-lock.json", """
                {"lockfileVersion": 3, "packages": {"node_modules/vue": {"version": "3.4.0", "dev": true}}}
                """);
        project.file("tools/package-lock.json", """
                {"lockfileVersion": 3, "packages": {"node_modules/vue": {"version": "3.4.0"}}}
                """);
        project.file("web-admin/node_modules/vue/package-lock.json", "{\"lockfileVersion\": 1, \"dependencies\": {}}");
        project.file("backend/go.sum", """
                github.com/gin-gonic/gin v1.9.1 h1:abc=
                github.com/stretchr/testify v1.8.4 h1:abc=
                """);
        project.file("backend/bin/plugin", GoProgram.of("go1.22.1", MODULES));
    }

    @Test
    void components_come_from_lock_files_and_programs() throws IOException {
        JsonNode components = json(build()).path("components");

        assertThat(components.findValuesAsText("purl"))
                .containsExactly(
                        "pkg:golang/github.com/gin-gonic/gin@v1.9.1",
                        "pkg:golang/github.com/new/fork@v1.1.0",
                        "pkg:golang/github.com/stretchr/testify@v1.8.4",
                        "pkg:golang/stdlib@1.22.1",
                        "pkg:npm/vue@3.4.0");
        assertThat(components.findValuesAsText("scope"))
                .as(
                        "a module of go.sum that is in no program is not needed at run time; vue is needed by one of two projects")
                .containsExactly("required", "required", "excluded", "required", "required");
        assertThat(components.at("/4/properties").findValuesAsText("value"))
                .containsExactly("tools/package-lock.json", "web-admin/package-lock.json");
    }

    @Test
    void the_document_is_valid_against_the_schema_of_cyclonedx() {
        String document = new String(build().json(), StandardCharsets.UTF_8);

        assertThat(violations(document)).isEmpty();
        assertThat(violations(document.replace("\"library\"", "\"book\""))).isNotEmpty();
    }

    @Test
    void the_same_project_has_the_same_document_and_no_clock_is_read() throws IOException {
        BillOfMaterials first = build();
        SampleProject copy = new SampleProject(temp.resolve("copy"));
        for (String path : List.of(
                "backend/go.sum", "backend/bin/plugin", "tools/package-lock.json", "web-admin/package-lock.json")) {
            copy.file(path, Files.readAllBytes(project.root().resolve(path)));
        }
        BillOfMaterials second = SbomBuilder.build(
                copy.root(), Map.of("backend/bin/plugin", copy.root().resolve("backend/bin/plugin")), subject(null));

        assertThat(new String(first.json(), StandardCharsets.UTF_8))
                .isEqualTo(new String(second.json(), StandardCharsets.UTF_8))
                .doesNotContain("timestamp", "serialNumber");
        BillOfMaterials dated =
                SbomBuilder.build(project.root(), Map.of(), subject(Instant.parse("2026-01-02T03:04:05.678Z")));
        assertThat(json(dated).at("/metadata/timestamp").asText()).isEqualTo("2026-01-02T03:04:05Z");
    }

    @Test
    void a_broken_lock_file_makes_the_document_incomplete() throws IOException {
        project.file("web-admin/package-lock.json", "<<<<<<< HEAD");

        BillOfMaterials bill = build();

        assertThat(bill.problems())
                .containsExactly("web-admin/package-lock.json is not part of the SBOM: it is not JSON");
        assertThat(json(bill).at("/compositions/0/aggregate").asText()).isEqualTo("incomplete");
        assertThat(json(bill).path("components").findValuesAsText("purl")).contains("pkg:npm/vue@3.4.0");
    }

    @Test
    void truncated_programs_and_those_not_written_in_go_have_no_information() throws IOException {
        byte[] program = GoProgram.of("go1.22.1", MODULES);

        assertThat(read(program)).isPresent();
        assertThat(read("#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII))).isEmpty();
        assertThat(read(Arrays.copyOf(program, program.length - 1_100))).isEmpty();
    }

    private static Optional<GoBuildInfo> read(byte[] program) throws IOException {
        return GoBuildInfo.read(new ByteArrayInputStream(program));
    }

    private BillOfMaterials build() {
        return SbomBuilder.build(
                project.root(),
                Map.of("backend/bin/plugin", project.root().resolve("backend/bin/plugin")),
                subject(null));
    }

    private static SbomSubject subject(@Nullable Instant created) {
        return new SbomSubject("com.example.note", "Note", "1.2.3", "Takes notes", "0".repeat(64), created, "0.1.0");
    }

    private static JsonNode json(BillOfMaterials bill) throws IOException {
        return Json.mapper().readTree(bill.json());
    }

    /** The official schemas are in the project's own Java library. */
    private static List<String> violations(String document) {
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_7, builder -> builder.schemas(SbomBuilderTest::officialSchema))
                .getSchema(SchemaLocation.of("http://cyclonedx.org/schema/bom-1.6.schema.json"))
                .validate(document, InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static String officialSchema(String id) {
        if (!id.startsWith("http://cyclonedx.org/schema/")) {
            return null;
        }
        try (InputStream schema = SbomBuilderTest.class.getResourceAsStream(id.substring(id.lastIndexOf('/')))) {
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
