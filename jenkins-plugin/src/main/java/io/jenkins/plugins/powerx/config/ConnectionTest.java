package io.jenkins.plugins.powerx.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.powerx.Messages;
import io.powerx.publish.doctor.Diagnosis;
import io.powerx.publish.doctor.EndpointCheck;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Timing;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Tests an endpoint with the checks of {@code px-plugin doctor}, which change nothing. */
final class ConnectionTest {
    private static final String NO_PLUGIN = "io.powerx.jenkins.connection-test";
    private static final int MAX_TEXT = 500;
    private static final Set<Diagnosis.Status> PROBLEMS = Set.of(Diagnosis.Status.WARN, Diagnosis.Status.FAIL);

    private ConnectionTest() {}

    static FormValidation of(Endpoint endpoint, @CheckForNull StringCredentials credentials) {
        Redactor redactor = new Redactor();
        List<Diagnosis> checks = new EndpointCheck(
                        Connections.target(endpoint, () -> token(credentials, redactor)),
                        Connections.http(endpoint),
                        NO_PLUGIN,
                        redactor,
                        Timing.SYSTEM)
                .examine();
        List<Diagnosis> problems = checks.stream()
                .filter(check -> PROBLEMS.contains(check.status()))
                .toList();
        if (problems.isEmpty()) {
            return markup(FormValidation.Kind.OK, Messages.ConnectionTest_Success(), checks);
        }
        if (problems.size() == 1 && problems.get(0).code() == ErrorCode.TOKEN_MISSING) {
            return FormValidation.warning(Messages.ConnectionTest_NoToken());
        }
        boolean failed = problems.stream().anyMatch(check -> check.status() == Diagnosis.Status.FAIL);
        return markup(
                failed ? FormValidation.Kind.ERROR : FormValidation.Kind.WARNING,
                failed ? Messages.ConnectionTest_Failed() : Messages.ConnectionTest_Warned(),
                problems);
    }

    private static FormValidation markup(FormValidation.Kind kind, String title, List<Diagnosis> checks) {
        String items = checks.stream()
                .filter(check -> check.status() != Diagnosis.Status.SKIPPED)
                .map(ConnectionTest::item)
                .collect(Collectors.joining("", "<ul>", "</ul>"));
        return FormValidation.respond(kind, Util.escape(title) + items);
    }

    private static String item(Diagnosis check) {
        String found = ForeignText.oneLine(CoreTexts.recorded(check.found()), MAX_TEXT);
        String code = check.code() == null ? "" : check.code().wireName() + ": ";
        String remedy = check.remedy() == null ? "" : " " + CoreTexts.advice(check.remedy());
        return "<li>" + Util.escape(Messages.ConnectionTest_Check(check.check(), code + found) + remedy) + "</li>";
    }

    private static Secret token(@CheckForNull StringCredentials credentials, Redactor redactor) {
        if (credentials == null) {
            throw PublishException.of(
                    ErrorCode.TOKEN_MISSING, "connect to the Marketplace", "no credentials are selected");
        }
        Secret token = Secret.of(credentials.getSecret().getPlainText());
        redactor.add(token);
        return token;
    }
}
