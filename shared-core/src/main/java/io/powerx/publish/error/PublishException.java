package io.powerx.publish.error;

import java.io.Serial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private static final int MAX_SHOWN = 20;

    private final ErrorCode code;
    private final String tried;
    private final String found;
    private final @Nullable SourceLocation location;
    private final Map<Detail, String> details;

    // A type that is serializable whatever the caller passed.
    private final ArrayList<PublishException> others;

    private enum Detail {
        REQUEST_ID,
        SUPPORT_URL,
        PUBLISH_ID,
        LINK,
        ADVICE
    }

    private PublishException(
            ErrorCode code,
            String tried,
            String found,
            @Nullable SourceLocation location,
            Map<Detail, String> details,
            List<PublishException> others,
            @Nullable Throwable cause) {
        super(place(location) + "Tried to " + tried + ", but " + found + summary(others), cause);
        this.code = code;
        this.tried = tried;
        this.found = found;
        this.location = location;
        this.details = details;
        this.others = new ArrayList<>(others);
    }

    private static String place(@Nullable SourceLocation location) {
        return location == null ? "" : location + ": ";
    }

    private static String summary(List<PublishException> others) {
        StringBuilder text = new StringBuilder();
        others.stream().limit(MAX_SHOWN).forEach(other -> text.append("; ")
                .append(place(other.location))
                .append(other.found));
        return others.size() <= MAX_SHOWN ? text.toString() : text + "; and " + (others.size() - MAX_SHOWN) + " more";
    }

    /**
     * An error without further details; the methods below return copies that have them.
     *
     * @param tried what was tried, as an infinitive clause: {@code "read plugin.yaml"}
     * @param found what was found instead, as a clause: {@code "line 3 is not a mapping"}
     */
    public static PublishException of(ErrorCode code, String tried, String found) {
        return new PublishException(code, tried, found, null, Map.of(), List.of(), null);
    }

    /**
     * A failure that is a defect of this program, or a lack of memory.
     *
     * @param tried as in {@link #of}
     */
    public static PublishException defect(String tried, Throwable cause) {
        String found =
                cause instanceof OutOfMemoryError ? "there was not enough memory" : "a defect occurred: " + cause;
        return of(ErrorCode.INTERNAL_ERROR, tried, found).causedBy(cause);
    }

    public PublishException at(@Nullable SourceLocation where) {
        return new PublishException(code, tried, found, where, details, others, getCause());
    }

    /** A copy that describes more precisely what was tried. */
    public PublishException tried(String clause) {
        return new PublishException(code, clause, found, location, details, others, getCause());
    }

    public PublishException requestId(@Nullable String id) {
        return with(Detail.REQUEST_ID, id);
    }

    public PublishException supportUrl(@Nullable String url) {
        return with(Detail.SUPPORT_URL, url);
    }

    public PublishException publishId(@Nullable String id) {
        return with(Detail.PUBLISH_ID, id);
    }

    public PublishException link(@Nullable String url) {
        return with(Detail.LINK, url);
    }

    /** Must not contain untrusted text, because placeholders in it are replaced. */
    public PublishException advice(@Nullable String sentence) {
        return with(Detail.ADVICE, sentence);
    }

    public PublishException causedBy(@Nullable Throwable cause) {
        return new PublishException(code, tried, found, location, details, others, cause);
    }

    /** A copy that also reports other errors, such as the other errors of the same file. */
    public PublishException and(List<PublishException> more) {
        List<PublishException> all = new ArrayList<>(others);
        all.addAll(more);
        return new PublishException(code, tried, found, location, details, all, getCause());
    }

    /** A copy with another code and finding and the same details, caused by this exception. */
    public PublishException restated(ErrorCode otherCode, String otherFound) {
        return new PublishException(otherCode, tried, otherFound, location, details, others, this);
    }

    private PublishException with(Detail detail, @Nullable String value) {
        Map<Detail, String> changed = new HashMap<>(details);
        changed.remove(detail);
        if (value != null) {
            changed.put(detail, value);
        }
        return new PublishException(code, tried, found, location, Map.copyOf(changed), others, getCause());
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

    /** Further errors that were found at the same time. */
    public List<PublishException> others() {
        return List.copyOf(others);
    }

    /** The X-Request-ID of the failed request, if a request failed. */
    public Optional<String> requestId() {
        return Optional.ofNullable(details.get(Detail.REQUEST_ID));
    }

    /** The help page from the server's reply, if it has one. */
    public Optional<String> supportUrl() {
        return Optional.ofNullable(details.get(Detail.SUPPORT_URL));
    }

    /** The publish id in the server's reply, such as that of a conflicting publish. */
    public Optional<String> publishId() {
        return Optional.ofNullable(details.get(Detail.PUBLISH_ID));
    }

    /** A page with more information, such as the review of a conflicting version. */
    public Optional<String> link() {
        return Optional.ofNullable(details.get(Detail.LINK));
    }

    /**
     * A specific remedy, with <code>{placeholders}</code> for a {@link Vocabulary}; shown before the remedy of the
     * code.
     */
    public Optional<String> advice() {
        return Optional.ofNullable(details.get(Detail.ADVICE));
    }

    /** The remedy with <code>{placeholders}</code> for a {@link Vocabulary}. */
    public String remedyTemplate() {
        return advice().map(advice -> advice + " " + code.remedy()).orElse(code.remedy());
    }

    /** The remedy in the words of a front end. */
    public String remedy(Vocabulary vocabulary) {
        String general = vocabulary.render(code.remedy());
        return advice().map(advice -> vocabulary.render(advice) + " " + general).orElse(general);
    }
}
