package io.powerx.publish.yaml;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The core schema of YAML 1.2 (section 10.3.2) with merge keys. SnakeYAML's own resolver follows YAML 1.1, where the
 * country code {@code NO} is a boolean, {@code 1:30} is the number 90 and a date is a timestamp.
 */
final class CoreSchemaResolver extends Resolver {
    private static final Pattern BOOL = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INT = Pattern.compile("[-+]?[0-9]{1,40}|0o[0-7]{1,40}|0x[0-9a-fA-F]{1,40}");
    private static final Pattern FLOAT = Pattern.compile(
            "[-+]?(?:\\.[0-9]{1,40}|[0-9]{1,40}(?:\\.[0-9]{0,40})?)(?:[eE][-+]?[0-9]{1,3})?|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
    private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern MERGE = Pattern.compile("<<");

    @Override
    protected void addImplicitResolvers() {
        addImplicitResolver(Tag.BOOL, BOOL, "tTfF", 5);
        addImplicitResolver(Tag.INT, INT, "-+0123456789", 44);
        addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.", 90);
        addImplicitResolver(Tag.MERGE, MERGE, "<", 2);
        addImplicitResolver(Tag.NULL, NULL, "~nN\0", 4);
        addImplicitResolver(Tag.NULL, Pattern.compile("^$"), null, 1);
    }
}
