package io.powerx.publish.sbom;

import io.powerx.publish.io.Utf8;
import io.powerx.publish.sbom.Component.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** pip's requirements.txt. Only a requirement with {@code ==} or {@code ===} pins a version; options and URLs without a name are ignored. */
final class Requirements {
    private static final Pattern REQUIREMENT = Pattern.compile(
            "([A-Za-z0-9](?:[A-Za-z0-9._-]{0,200}[A-Za-z0-9])?)\\s*(?:\\[[^\\]]*])?\\s*(?:===?\\s*([A-Za-z0-9.!+_-]{1,200}))?(?:[\\s;<>=!~@(,].*|)");

    private Requirements() {}

    static List<Component> read(byte[] content) throws IOException {
        List<Component> components = new ArrayList<>();
        for (String line : Utf8.decode(content).replace("\\\n", " ").lines().toList()) {
            String requirement = line.replaceFirst("(^|\\s)#.*", "").strip();
            Matcher matcher = REQUIREMENT.matcher(requirement);
            if (matcher.matches()) {
                components.add(Component.python(matcher.group(1), matcher.group(2), Scope.REQUIRED));
            }
        }
        return components;
    }
}
