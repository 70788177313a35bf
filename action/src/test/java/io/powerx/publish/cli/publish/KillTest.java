package io.powerx.publish.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.WINDOWS;

import io.powerx.publish.cli.Shell;
import io.powerx.publish.config.Channel;
import io.powerx.publish.marketplace.HttpMarketplace;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A publish that {@code kill -9} ends can be resumed. The moments are random; {@code -Dpx.kill.seed} repeats a run, and
 * {@code -Dpx.kill.rounds} makes it longer.
 */
@DisabledOnOs(WINDOWS)
class KillTest {
    private static final int PART = 16 << 10;
    private static final int PARTS_IN_FLIGHT = 4;
    private static final int KILLED = 137;
    private static final long SEED = Long.getLong("px.kill.seed", System.nanoTime());

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger partsStored = new AtomicInteger();

    @TempDir
    private Path root;

    private Sandbox sandbox;

    @BeforeEach
    void startMarketplace() {
        sandbox = Sandbox.start(SandboxOptions.builder(root.resolve("marketplace"))
                .partSize(PART)
                .listener(request -> {
                    requests.incrementAndGet();
                    if (request.operation().equals("uploadPart") && request.status() == 200) {
                        partsStored.incrementAndGet();
                    }
                })
                .build());
    }

    @AfterEach
    void stopMarketplace() {
        sandbox.close();
    }

    static IntStream rounds() {
        return IntStream.range(0, Integer.getInteger("px.kill.rounds", 4));
    }

    @ParameterizedTest(name = "round {0}")
    @MethodSource("rounds")
    void a_killed_publish_resumes_and_uploads_only_what_is_missing(int round) throws Exception {
        // given a publish of some forty parts, killed somewhere between its first and its last request
        Random random = new Random(SEED + round);
        int killedAfter = random.nextInt(46);
        Shell first = shell("first");
        Process process = first.start("publish", "--project", "plugin", "--upload-limit", "1MiB/s", "--no-telemetry");
        while (process.isAlive() && requests.get() < killedAfter) {
            Thread.onSpinWait();
        }
        process.waitFor(random.nextInt(30), TimeUnit.MILLISECONDS);
        assertThat(process.destroyForcibly().waitFor()).isIn(0, KILLED);

        // when it is run again, on the same machine or on another one
        Shell second = round % 2 == 0 ? first : shell("second");
        Shell.Outcome again = second.run("publish", "--project", "plugin", "--no-telemetry");

        // then
        String what =
                "seed %d, round %d, killed after %d requests: %s".formatted(SEED, round, killedAfter, again.err());
        assertThat(again.exitCode()).as(what).isZero();
        try (Marketplace marketplace = HttpMarketplace.builder(sandbox.baseUri(), sandbox::publisherToken)
                .build()) {
            assertThat(marketplace.versions("com.powerx.plugins.note", Channel.STABLE))
                    .as(what)
                    .singleElement()
                    .satisfies(version -> assertThat(version.status()).isEqualTo("queued"));
        }
        sandbox.close();
        assertThat(partsStored.get()).as(what).isBetween(parts(second), parts(second) + PARTS_IN_FLIGHT);
    }

    /** The number of parts of the package and its integrity list. */
    private static int parts(Shell shell) throws Exception {
        Path folder = shell.folder().resolve("plugin/dist");
        int parts = 0;
        try (var files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                parts += (int) ((Files.size(file) + PART - 1) / PART);
            }
        }
        return parts;
    }

    private Shell shell(String name) throws Exception {
        Shell shell = new Shell(Files.createDirectories(root.resolve(name))).publishingTo(sandbox);
        Shell.enlarge(shell.examplePlugin("plugin"), 600_000);
        return shell;
    }
}
