package io.powerx.publish.sandbox.api;

import io.powerx.publish.sandbox.http.ProblemException;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Who may have a version number. A number stands for one content for ever, whatever becomes of the version, and on both channels; only
 * a publish that never got its bytes lets its number go: when it is withdrawn, or when it was left alone for a day.
 */
final class VersionClaim {
    private final Backend backend;

    VersionClaim(Backend backend) {
        this.backend = backend;
    }

    /**
     * Claims a version number for the rest of the transaction.
     *
     * @param publishId the publish that claims it, if it is there already
     * @return files of abandoned publishes that no longer count
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
                table.letGo(holder.publishId());
            } else {
                throw refusal(base, holder);
            }
        }
        return dropped;
    }

    private boolean isAbandoned(PublishRow holder) {
        return holder.awaitsUpload()
                && holder.touchedAt().plus(backend.options().abandonedAfter()).isBefore(backend.now());
    }

    private static ProblemException refusal(URI base, PublishRow holder) {
        String page = PublishView.versionUrl(base, holder.versionId());
        String what = holder.pluginId() + " " + holder.version() + " on " + holder.channel();
        ProblemException problem = holder.awaitsUpload()
                ? ProblemException.of(
                        409, "publish_in_progress", "Another publish of " + what + " is being uploaded: " + page)
                : ProblemException.of(
                        409,
                        "version_conflict",
                        what + " was already published, and versions never change. Raise the version number. See "
                                + page);
        return problem.with("publishId", holder.publishId()).with("supportUrl", page);
    }
}
