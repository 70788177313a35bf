package io.powerx.publish.cli;

import io.powerx.publish.config.Layer;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The project's publish.yml with what options change of it. */
final class ProjectFiles {
    private static final int LIMIT = 1 << 20;

    private ProjectFiles() {}

    static PublishFile publishFile(Invocation invocation) {
        PublishFile file = read(invocation);
        Optional<Layer> threshold =
                invocation.config().origin(Setting.COVERAGE_THRESHOLD).map(origin -> origin.layer());
        if (threshold
                .filter(layer -> layer == Layer.EXPLICIT || layer == Layer.ENVIRONMENT)
                .isEmpty()) {
            return file;
        }
        PublishFile.Quality quality = file.quality();
        return new PublishFile(
                file.document(),
                file.artifacts(),
                new PublishFile.Quality(
                        quality.tests(), quality.coverage(), invocation.config().percent(Setting.COVERAGE_THRESHOLD)),
                file.risk());
    }

    /** Where packages go: where somebody said, or {@code dist} of the project. */
    static Path output(Invocation invocation) {
        return invocation.config().isChosen(Setting.OUTPUT)
                ? invocation.config().path(Setting.OUTPUT, invocation.folders()).orElseThrow()
                : invocation.project().resolve(invocation.config().requiredText(Setting.OUTPUT));
    }

    private static PublishFile read(Invocation invocation) {
        FolderFiles project = new FolderFiles(invocation.project());
        List<String> names = invocation.config().text(Setting.CONFIG).isPresent()
                ? List.of(invocation.projectFile())
                : List.of(PublishFile.NAME, "publish.yaml");
        for (String name : names) {
            Optional<byte[]> bytes = project.read(name, LIMIT);
            if (bytes.isPresent()) {
                return PublishFile.parse(name, decode(name, bytes.get()));
            }
        }
        return PublishFile.defaults();
    }

    private static String decode(String name, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw PublishException.of(ErrorCode.CONFIG_INVALID, "read " + name, "it is not UTF-8 text")
                    .causedBy(e)
                    .build();
        }
    }
}
