package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.powerx.config.JenkinsVocabulary;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.receipt.ReceiptFile;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.stage.ReviewWait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.BuildListenerAdapter;

/** Keeps the archived receipt of a release up to date with its review. */
final class ArchivedReceipt {
    private static final Logger LOGGER = Logger.getLogger(ArchivedReceipt.class.getName());
    private static final String FILE = "publish-receipt.json";

    private ArchivedReceipt() {}

    /** Replaces the receipt in the archive, unless the build or its artifacts were deleted. A failure is logged only. */
    static void update(
            @NonNull Run<?, ?> run, @NonNull Release release, @NonNull Review review, @NonNull Redactor redactor) {
        String name = release.receipt;
        String attempt = release.attempt;
        if (name == null || attempt == null) {
            return;
        }
        Path folder = run.getRootDir().toPath().resolve("powerx-publish").resolve(attempt);
        try {
            synchronized (run) {
                boolean archived = BuildPresence.isPresent(run)
                        && run.getArtifactManager().root().child(name).exists()
                        && Files.exists(folder.resolve(FILE));
                if (!archived) {
                    return;
                }
                Receipt receipt = ReceiptFile.read(folder.resolve(FILE));
                ReceiptFile.write(
                        folder.resolve(FILE),
                        ReviewWait.outcome(review).recordedIn(receipt, JenkinsVocabulary.INSTANCE),
                        redactor);
            }
            FilePath source = new FilePath(folder.toFile());
            run.pickArtifactManager()
                    .archive(
                            source,
                            source.createLauncher(TaskListener.NULL),
                            new BuildListenerAdapter(TaskListener.NULL),
                            Map.of(name, FILE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | PublishException e) {
            LOGGER.log(Level.WARNING, e, () -> "Could not update the receipt of " + run);
        }
    }
}
