package io.powerx.publish.precheck.secrets;

import io.powerx.publish.precheck.secrets.FoundSecret.Certainty;
import io.powerx.publish.precheck.secrets.SecretCandidate.Evidence;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Values at the keys that tools reserve for secrets: npm, netrc, Docker, and the variables of px-publish itself. */
final class AssignedSecrets implements Detector {
    private static final String NPM = "_authToken";
    private static final String NETRC = "machine ";
    private static final String DOCKER = "\"auth\"";
    private static final List<String> OWN = List.of(
            "PX_MARKETPLACE_TOKEN",
            "PX_PUBLISH_API_TOKEN",
            "PX_DEV_API_TOKEN",
            "PX_SIGNING_TOKEN",
            "PX_SIGNING_PASSPHRASE",
            "PX_ARTIFACT_STORE_SECRET",
            "PX_PLUGIN_TOOL_TOKEN");

    private static final int MAX_LENGTH = 500;
    private static final int DOCKER_NEAR = 2_000;
    private static final Pattern VALUE =
            Pattern.compile("[\\w]*[\"']?[ \\t]{0,8}[:=][ \\t]{0,8}[\"']?([^\\s\"',;#}]{1,400})");
    private static final Pattern NETRC_ENTRY =
            Pattern.compile("machine\\s+(\\S{1,253})\\s+login\\s+(\\S{1,200})\\s+password\\s+(\\S{1,400})");

    @Override
    public List<String> anchors() {
        return Stream.concat(Stream.of(NPM, NETRC, DOCKER), OWN.stream()).toList();
    }

    @Override
    public Optional<SecretCandidate> at(Window window, int index, String anchor) {
        String text = window.text(index, Math.min(window.end(), index + MAX_LENGTH));
        return switch (anchor) {
            case NPM -> assigned(text, anchor, index, "a token for an npm registry", Certainty.CERTAIN);
            case NETRC -> netrc(text, index);
            case DOCKER -> docker(window, text, index);
            default -> assigned(text, anchor, index, "the value of " + anchor, Certainty.LIKELY);
        };
    }

    private static Optional<SecretCandidate> assigned(
            String text, String anchor, int index, String kind, Certainty certainty) {
        Matcher value = VALUE.matcher(text).region(anchor.length(), text.length());
        boolean secret = value.lookingAt()
                && value.group(1).length() >= 16
                && !Placeholders.isPlaceholder(value.group(1))
                && Placeholders.isRandom(value.group(1), 3);
        return secret
                ? Optional.of(new SecretCandidate(kind, anchor, certainty, Evidence.PLACE, index, index + value.end()))
                : Optional.empty();
    }

    private static Optional<SecretCandidate> netrc(String text, int index) {
        Matcher entry = NETRC_ENTRY.matcher(text);
        boolean secret = entry.lookingAt()
                && !Placeholders.isPlaceholder(entry.group(3))
                && !Placeholders.isWeak(entry.group(3), entry.group(2));
        return secret
                ? Optional.of(new SecretCandidate(
                        "a password for " + entry.group(1),
                        "machine " + entry.group(1),
                        Certainty.LIKELY,
                        Evidence.PLACE,
                        index,
                        index + entry.end()))
                : Optional.empty();
    }

    private static Optional<SecretCandidate> docker(Window window, String text, int index) {
        Matcher value = VALUE.matcher(text).region(DOCKER.length() - 1, text.length());
        if (!value.lookingAt() || !window.text(index - DOCKER_NEAR, index).contains("\"auths\"")) {
            return Optional.empty();
        }
        try {
            String credentials = new String(Base64.getDecoder().decode(value.group(1)), StandardCharsets.UTF_8);
            int colon = credentials.indexOf(':');
            boolean secret = colon > 0
                    && !Placeholders.isPlaceholder(credentials.substring(colon + 1))
                    && !Placeholders.isWeak(credentials.substring(colon + 1), credentials.substring(0, colon));
            return secret
                    ? Optional.of(new SecretCandidate(
                            "a password for a container registry",
                            DOCKER,
                            Certainty.CERTAIN,
                            Evidence.PLACE,
                            index,
                            index + value.end()))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
