package io.jenkins.plugins.powerx.release;

import io.jenkins.plugins.powerx.config.CoreTexts;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The risk that the reviewer sees, with its reasons. */
@ExportedBean(defaultVisibility = 2)
public final class ReleaseRisk {
    private static final int MAX_REASONS = 50;

    private final String level;
    private final List<String> reasons;

    ReleaseRisk(String level, List<String> reasons) {
        this.level = level;
        this.reasons = new ArrayList<>(reasons);
    }

    static ReleaseRisk of(ReleaseMetadata.Risk risk, Redactor redactor) {
        return new ReleaseRisk(
                ForeignText.oneLine(risk.level(), 50, redactor),
                risk.reasons().stream()
                        .limit(MAX_REASONS)
                        .map(reason -> ForeignText.oneLine(
                                reason.detail() == null ? reason.code() : reason.detail(), 500, redactor))
                        .toList());
    }

    /** Low, medium, high or critical. */
    @Exported
    public String getLevel() {
        return level;
    }

    /** The level in the language of the user. */
    public String getLevelText() {
        return CoreTexts.word(CoreTexts.Kind.RISK, level);
    }

    @Exported
    public List<String> getReasons() {
        return reasons;
    }

    /** The reasons in the language of the user. */
    public List<String> getReasonTexts() {
        return reasons.stream().map(CoreTexts::recorded).toList();
    }

    /** Jenkins' style class for the level. */
    public String getColorClass() {
        return switch (level) {
            case "critical", "high" -> "jenkins-!-error-color";
            case "medium" -> "jenkins-!-warning-color";
            default -> "jenkins-!-info-color";
        };
    }
}
