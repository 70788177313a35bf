package io.powerx.publish.sandbox.api;

import io.powerx.publish.sandbox.http.ProblemException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reserves version numbers. A number belongs to one content forever, on both channels and whatever happens to the version. Only an
 * incomplete upload releases its number: when it is withdrawn, or abandoned for a day.
 */
final class VersionClaim {
    private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

    private final Backend backend;

    VersionClaim(Backend backend) {
        this.backend = backend;
    }

    /**
     * Claims a version number for the rest of the transaction.
     *
     * @param publishId the publish that claims the number; empty for a new one
     * @return files of abandoned publishes, which are no longer used
     * @throws ProblemException 409 if another publish has it
     */
    List<String> claim(PublishTable table, URI base, Announcement wanted, String publishId) throws SQLException {
        List<String> dropped = new ArrayList<>();
        for (PublishRow holder : table.holders(wanted.pluginId(), wanted.version())) {
            boolean itself = holder.publishId().equals(publishId);
            boolean sameContentElsewhere = !holder.channel().equals(wanted.channel())
                    && holder.contentKey().equals(wanted.contentKey());
            if (itself || sameContentElsewhere) {
                continue;
            }
            if (isAbandoned(holder)) {
                table.record(holder).parts().forEach(part -> dropped.add(part.file()));
                table.withdrawUpload(holder.publishId());
            } else {
                throw refusal(base, holder);
            }
        }
        return dropped;
    }

    boolean isAbandoned(PublishRow holder) {
        return holder.awaitsUpload() && holder.touchedAt().plus(ABANDONED_AFTER).isBefore(backend.now());
    }

    private ProblemException refusal(URI base, PublishRow holder) {
        String what = holder.pluginId() + " " + holder.version() + " on " + holder.channel();
        ProblemException problem = holder.awaitsUpload()
                ? ProblemException.of(409, "publish_in_progress", "Another publish of " + what + " is being uploaded.")
                : ProblemException.of(
                        409,
                        "version_conflict",
                        what + " was already published, and versions never change. Raise the version number.");
        ProblemException identified = problem.with("publishId", holder.publishId());
        return backend.options().linksPages()
                ? identified.with("supportUrl", PublishView.versionUrl(base, holder.versionId()))
                : identified;
    }
}
