package io.powerx.publish.error;

import java.io.Serial;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure with an {@link ErrorCode}. The message states what was tried and what was found instead; the front end
 * renders the remedy. Messages may contain untrusted text and secrets, so they must be redacted before they are shown.
 */
public final class PublishException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String tried;
    private final String found;
    private final @Nullable SourceLocation location;
    private final @Nullable String requestId;
    private final @Nullable String supportUrl;
    private final @Nullable String publishId;
    private final @Nullable String link;
    private final @Nullable String advice;

    private PublishException(Builder builder) {
        super(builder.message(), builder.cause);
        this.code = builder.code;
        this.tried = builder.tried;
        this.found = builder.found;
        this.location = builder.location;
        this.requestId = builder.requestId;
        this.supportUrl = builder.supportUrl;
        this.publishId = builder.publishId;
        this.link = builder.link;
        this.advice = builder.advice;
    }

    /**
     * Starts to build an error.
     *
     * @param tried what was tried, as an infinitive clause: {@code "read plugin.yaml"}
     * @param found what was found instead, as a clause: {@code "line 3 is not a mapping"}
     */
    public static Builder of(ErrorCode code, String tried, String found) {
        return new Builder(code, tried, found);
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public ErrorCode code() {
        return code;
    }

    /** What was tried, as an infinitive clause. */
    public String tried() {
        return tried;
    }

    /** What was found instead, as a clause. */
    public String found() {
        return found;
    }

    /** The location in one of the plugin's files, if the error concerns one. */
    public Optional<SourceLocation> location() {
        return Optional.ofNullable(location);
    }

    /** The X-Request-ID of the failed request, if a request failed. */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /** The help page from the server's reply, if it has one. */
    public Optional<String> supportUrl() {
        return Optional.ofNullable(supportUrl);
    }

    /** The publish id in the server's reply, such as that of a conflicting publish. */
    public Optional<String> publishId() {
        return Optional.ofNullable(publishId);
    }

    /** A page with more information, such as the review of a conflicting version. */
    public Optional<String> link() {
        return Optional.ofNullable(link);
    }

    /**
     * A specific remedy, with <code>{placeholders}</code> for a {@link Vocabulary}; shown before the remedy of the
     * code.
     */
    public Optional<String> advice() {
        return Optional.ofNullable(advice);
    }

    /** The remedy in the words of a front end. */
    public String remedy(Vocabulary vocabulary) {
        String general = vocabulary.render(code.remedy());
        return advice == null ? general : vocabulary.render(advice) + " " + general;
    }

    public static final class Builder {
        private final ErrorCode code;
        private final String tried;
        private final String found;
        private @Nullable SourceLocation location;
        private @Nullable String requestId;
        private @Nullable String supportUrl;
        private @Nullable String publishId;
        private @Nullable String link;
        private @Nullable String advice;
        private @Nullable Throwable cause;

        private Builder(ErrorCode code, String tried, String found) {
            this.code = code;
            this.tried = tried;
            this.found = found;
        }

        public Builder at(@Nullable SourceLocation where) {
            this.location = where;
            return this;
        }

        public Builder requestId(@Nullable String id) {
            this.requestId = id;
            return this;
        }

        public Builder supportUrl(@Nullable String url) {
            this.supportUrl = url;
            return this;
        }

        public Builder publishId(@Nullable String id) {
            this.publishId = id;
            return this;
        }

        public Builder link(@Nullable String url) {
            this.link = url;
            return this;
        }

        /** Must not contain untrusted text, because placeholders in it are replaced. */
        public Builder advice(@Nullable String sentence) {
            this.advice = sentence;
            return this;
        }

        public Builder causedBy(@Nullable Throwable throwable) {
            this.cause = throwable;
            return this;
        }

        public PublishException build() {
            return new PublishException(this);
        }

        private String message() {
            String where = location == null ? "" : location + ": ";
            return where + "Tried to " + tried + ", but " + found;
        }
    }
}
