package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.powerx.config.CoreTexts;
import io.powerx.publish.finding.Severity;
import java.util.Locale;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A finding of the precheck. */
@ExportedBean(defaultVisibility = 2)
public final class ReleaseFinding {
    private final String rule;
    private final String severity;
    private final String message;
    private final String remedy;

    @CheckForNull
    private final String file;

    private final int line;

    ReleaseFinding(String rule, String severity, String message, String remedy, @CheckForNull String file, int line) {
        this.rule = rule;
        this.severity = severity;
        this.message = message;
        this.remedy = remedy;
        this.file = file;
        this.line = line;
    }

    @Exported
    public String getRule() {
        return rule;
    }

    @Exported
    public String getSeverity() {
        return severity;
    }

    public Severity severity() {
        return Severity.valueOf(severity.toUpperCase(Locale.ROOT));
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
    public String getFile() {
        return file;
    }

    /** Starts at 1; 0 if the finding has no line. */
    @Exported
    public int getLine() {
        return line;
    }

    /** File and line; empty if the finding has no file. */
    public String getPlace() {
        if (file == null) {
            return "";
        }
        return line > 0 ? file + ":" + line : file;
    }

    /** The message in the language of the user, if it is translated. */
    public String getMessageText() {
        return CoreTexts.recorded(message);
    }

    /** The remedy in the language of the user, if it is translated. */
    public String getRemedyText() {
        return CoreTexts.recorded(remedy);
    }

    /** The severity in the language of the user. */
    public String getSeverityText() {
        return CoreTexts.word(CoreTexts.Kind.SEVERITY, severity);
    }

    /** Jenkins' style class for the severity. */
    public String getColorClass() {
        return switch (severity) {
            case "error" -> "jenkins-!-error-color";
            case "warning" -> "jenkins-!-warning-color";
            default -> "jenkins-!-info-color";
        };
    }

    /** Name of Jenkins' symbol for the severity. */
    public String getSymbol() {
        return switch (severity) {
            case "error" -> "symbol-close-circle";
            case "warning" -> "symbol-warning";
            default -> "symbol-information-circle";
        };
    }
}
