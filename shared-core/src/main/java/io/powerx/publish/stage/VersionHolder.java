package io.powerx.publish.stage;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.VersionInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds to a conflict of versions what is known about the publish that has the version. */
final class VersionHolder {
    private final Marketplace marketplace;

    VersionHolder(Marketplace marketplace) {
        this.marketplace = marketplace;
    }

    /** @param knownPublish id of an earlier publish of this version */
    PublishException describe(
            PublishException conflict, String version, List<VersionInfo> listed, Optional<String> knownPublish) {
        Optional<Publish> holder = knownPublish.flatMap(this::find);
        if (holder.isPresent()) {
            return restated(conflict, holder.get()).publishId(holder.get().publishId());
        }
        return conflict.link(listed.stream()
                .filter(each -> each.version().equals(version))
                .findFirst()
                .flatMap(each -> reviewUrl(each.versionId()))
                .orElse(null));
    }

    /** An incomplete publish can be withdrawn, and a complete one can be looked at. */
    PublishException restated(PublishException conflict, Publish holder) {
        boolean pending = holder.awaitsUpload();
        return conflict.restated(
                        pending ? ErrorCode.PUBLISH_IN_PROGRESS : ErrorCode.VERSION_CONFLICT,
                        conflict.found() + (pending ? "; its upload is not complete" : ""))
                .advice(pending ? holder.withdrawAdvice() : conflict.advice().orElse(null))
                .link(conflict.link().or(() -> reviewUrl(holder.versionId())).orElse(null));
    }

    private Optional<Publish> find(String publishId) {
        return attempt(() -> marketplace.get(publishId));
    }

    private Optional<String> reviewUrl(String versionId) {
        return attempt(() -> marketplace.review(versionId).reviewUrl());
    }

    private static <T> Optional<T> attempt(Query<T> query) {
        try {
            return Optional.ofNullable(query.run());
        } catch (PublishException unknown) {
            if (unknown.code() == ErrorCode.INTERRUPTED) {
                throw unknown;
            }
            return Optional.empty();
        }
    }

    private interface Query<T> {
        @Nullable
        T run();
    }
}
