package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.Serializable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Why a publish failed. */
@ExportedBean(defaultVisibility = 2)
public final class ReleaseFailure implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String category;
    private final String message;
    private final String remedy;

    @CheckForNull
    private final String phase;

    @CheckForNull
    private final String requestId;

    ReleaseFailure(
            String code,
            String category,
            String message,
            String remedy,
            @CheckForNull String phase,
            @CheckForNull String requestId) {
        this.code = code;
        this.category = category;
        this.message = message;
        this.remedy = remedy;
        this.phase = phase;
        this.requestId = requestId;
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

    @Exported
    public String getRemedy() {
        return remedy;
    }

    @CheckForNull
    @Exported
    public String getPhase() {
        return phase;
    }

    @CheckForNull
    @Exported
    public String getRequestId() {
        return requestId;
    }
}
