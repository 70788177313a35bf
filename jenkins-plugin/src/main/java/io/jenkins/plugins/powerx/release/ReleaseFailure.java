package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.powerx.config.CoreTexts;
import io.jenkins.plugins.powerx.config.Urls;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Why a publish failed. */
@ExportedBean(defaultVisibility = 2)
public final class ReleaseFailure {
    private final String code;
    private final String category;
    private final String message;
    private final String remedy;

    @CheckForNull
    private final String phase;

    @CheckForNull
    private final String requestId;

    /** The server's help page, or the page of the version that is in the way; null if there is none. */
    @CheckForNull
    private final String link;

    /**
     * @param requestId null if no request failed
     * @param link a page with more information; null if there is none
     */
    ReleaseFailure(
            String code,
            String category,
            String message,
            String remedy,
            @CheckForNull String phase,
            @CheckForNull String requestId,
            @CheckForNull String link) {
        this.code = code;
        this.category = category;
        this.message = message;
        this.remedy = remedy;
        this.phase = phase;
        this.requestId = requestId;
        this.link = link;
    }

    @Exported
    public String getCode() {
        return code;
    }

    @Exported
    public String getCategory() {
        return category;
    }

    @Exported
    public String getMessage() {
        return message;
    }

    /** The message in the user's language, as far as there are translations. */
    public String getMessageText() {
        return CoreTexts.failure(message);
    }

    @Exported
    public String getRemedy() {
        return remedy;
    }

    @CheckForNull
    @Exported
    public String getPhase() {
        return phase;
    }

    /** The stage in the language of the user; null if none had started. */
    @CheckForNull
    public String getPhaseText() {
        return phase == null ? null : CoreTexts.word(CoreTexts.Kind.STAGE, phase);
    }

    @CheckForNull
    @Exported
    public String getRequestId() {
        return requestId;
    }

    /** A page with more information; null unless it is an http or https URL. */
    @CheckForNull
    @Exported
    public String getLink() {
        return Urls.link(link);
    }

    /** What happened, in the user's language; the code if this version does not know it. */
    public String getSummary() {
        return CoreTexts.summary(code);
    }

    /** What to do, in the user's language; the recorded text if there is none for the code. */
    public String getAdvice() {
        return CoreTexts.remedy(code, remedy);
    }
}
