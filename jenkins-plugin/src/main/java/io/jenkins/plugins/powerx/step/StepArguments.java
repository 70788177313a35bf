package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.powerx.publish.config.ClosestMatch;
import io.powerx.publish.secret.ForeignText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;

/**
 * Checks the parameters that a script passes to a step, before the step is created, and converts numbers to text. A parameter without a
 * value counts as omitted.
 */
final class StepArguments {
    private static final int SHOWN = 100;

    private StepArguments() {}

    /** A parameter that does not exist or has an unsuitable value. */
    static final class Unusable extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    /**
     * The arguments in the types that the step expects.
     *
     * @param function name of the step in scripts, for messages
     * @throws Unusable for the first argument that the step cannot use
     */
    static Map<String, Object> checked(
            @NonNull String function,
            @NonNull Class<? extends ProjectStep> type,
            @NonNull Map<String, Object> arguments) {
        Map<String, DescribableParameter> known = new TreeMap<>();
        for (DescribableParameter parameter : new DescribableModel<>(type).getParameters()) {
            known.put(parameter.getName(), parameter);
        }
        Map<String, Object> checked = new LinkedHashMap<>();
        arguments.forEach((name, value) -> {
            DescribableParameter parameter = known.get(name);
            if (parameter == null) {
                throw unknown(function, name, known.keySet());
            }
            if (value != null) {
                checked.put(name, converted(function, name, parameter.getErasedType(), value));
            }
        });
        return checked;
    }

    private static Unusable unknown(String function, String name, Collection<String> known) {
        String closest = ClosestMatch.to(name, known);
        return new Unusable(function + " has no parameter " + quoted(name)
                + (closest == null
                        ? "; its parameters are " + String.join(", ", known)
                        : "; did you mean " + closest + "?"));
    }

    private static Object converted(String function, String name, Class<?> type, Object value) {
        Object converted;
        String expected;
        if (type == boolean.class) {
            converted = truth(value);
            expected = "true or false";
        } else if (type == List.class) {
            converted = texts(value);
            expected = "a list of texts";
        } else {
            converted = text(value);
            expected = "a text or a number";
        }
        if (converted == null) {
            throw new Unusable(
                    function + " expects " + expected + " for " + name + ", not " + quoted(String.valueOf(value)));
        }
        return converted;
    }

    private static String quoted(String foreign) {
        return '"' + ForeignText.oneLine(foreign, SHOWN) + '"';
    }

    /** Null if an element is neither a text nor a number. */
    @CheckForNull
    private static List<String> texts(Object value) {
        if (!(value instanceof Collection<?> values)) {
            String only = text(value);
            return only == null ? null : List.of(only);
        }
        List<String> texts = new ArrayList<>();
        for (Object element : values) {
            String text = element == null ? null : text(element);
            if (text == null) {
                return null;
            }
            texts.add(text);
        }
        return texts;
    }

    /** Null for anything but texts and numbers; a script's strings are not always {@link String}. */
    @CheckForNull
    private static String text(Object value) {
        return value instanceof CharSequence || value instanceof Number ? value.toString() : null;
    }

    @CheckForNull
    private static Boolean truth(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        return switch (value.toString()) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> null;
        };
    }
}
