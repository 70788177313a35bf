package io.jenkins.plugins.powerx.config;

import io.powerx.publish.error.Vocabulary;
import java.util.Locale;
import java.util.regex.Pattern;

/** The vocabulary for authors of Pipelines. */
public final class JenkinsVocabulary implements Vocabulary {
    public static final JenkinsVocabulary INSTANCE = new JenkinsVocabulary();
    private static final Pattern HYPHEN = Pattern.compile("-(.)");

    private JenkinsVocabulary() {}

    @Override
    public String option(String name) {
        return switch (name) {
            case "token" -> "credentialsId: (a secret text)";
            case "api-url" -> "the endpoint in Manage Jenkins » System » PowerX Marketplace";
            case "signing-key" -> "signingCredentialsId: (a certificate or a secret file)";
            case "signing-certificate" -> "signingCertificateCredentialsId: (a secret file)";
            case "signing-passphrase" -> "signingPassphraseCredentialsId: (a secret text)";
            case "signing-endpoint" -> "the signing service in Manage Jenkins » System » PowerX Marketplace";
            case "timestamp-url" -> "the timestamp authority in Manage Jenkins » System » PowerX Marketplace";
            case "ca-bundle" -> "the endpoint's CA certificates in Manage Jenkins » System » PowerX Marketplace";
            case "again" -> "run the build again, which resumes";
            case "help" -> "the Snippet Generator";
            case "oidc" -> "credentialsId: with an identity token";
            case "sandbox" -> "an endpoint of a sandbox Marketplace";
            default -> camelCase(name) + ":";
        };
    }

    @Override
    public String command(String name) {
        return switch (name) {
            case "precheck" -> "pxPrecheck";
            case "wait" -> "pxPublish(wait: true) of the same content";
            case "status" -> "the build's Plugin release page";
            default -> "px-plugin " + name;
        };
    }

    private static String camelCase(String name) {
        return HYPHEN.matcher(name).replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    }
}
