package io.powerx.publish.marketplace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** RFC 9457 problem details with the contract's members. The code decides, the texts are only shown. */
public record Problem(
        @Nullable String type,
        @Nullable String title,
        @Nullable Integer status,
        @Nullable String detail,
        @Nullable String code,
        @Nullable String requestId,
        @Nullable String supportUrl,
        @Nullable String publishId,
        @Nullable String requiredPermission,
        @Nullable Long limitBytes,
        @Nullable List<Integer> missingParts,
        @Nullable List<FieldError> errors) {
    public record FieldError(
            @Nullable String pointer,
            @Nullable String code,
            @Nullable String detail) {}
}
