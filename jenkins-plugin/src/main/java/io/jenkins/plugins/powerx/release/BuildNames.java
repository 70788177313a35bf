package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of archived files and of checks, which all publishes of a build share. The first publish gets the plain name, such as {@code
 * publish-receipt.json}. A publish of another plugin, to another channel or to another endpoint gets a name that contains them. So does a
 * failed attempt whose plain name belongs to a success.
 */
public final class BuildNames extends InvisibleAction {
    private final List<Taken> taken = new ArrayList<>();

    /**
     * What a name stands for.
     *
     * @param plugin id; empty if unknown
     * @param endpoint empty if unknown or none
     */
    public record Subject(
            @NonNull String plugin,
            @NonNull String channel,
            @NonNull String endpoint) {
        private List<String> words() {
            return Stream.of(plugin, channel, endpoint)
                    .filter(word -> !word.isEmpty())
                    .toList();
        }
    }

    /** A name in use. Its fields are those of the file of the build. */
    private static final class Taken {
        private final String name;
        private final String plugin;
        private final String channel;
        private final String endpoint;
        private boolean succeeded;

        Taken(String name, Subject subject) {
            this.name = name;
            this.plugin = subject.plugin();
            this.channel = subject.channel();
            this.endpoint = subject.endpoint();
        }

        boolean isFor(Subject subject) {
            boolean sameEndpoint =
                    endpoint.isEmpty() || subject.endpoint().isEmpty() || endpoint.equals(subject.endpoint());
            return sameEndpoint && plugin.equals(subject.plugin()) && channel.equals(subject.channel());
        }
    }

    /**
     * The name of a file in the archive.
     *
     * @param wanted path, with an extension
     * @param succeeded false for the file of a failed attempt
     */
    public static String file(
            @NonNull Run<?, ?> run, @NonNull String wanted, @NonNull Subject subject, boolean succeeded)
            throws IOException {
        int dot = wanted.lastIndexOf('.');
        int end = dot > wanted.lastIndexOf('/') ? dot : wanted.length();
        String words = subject.words().stream()
                .map(word -> "-" + word.replaceAll("[^A-Za-z0-9._-]+", "-"))
                .collect(Collectors.joining());
        return take(run, subject, succeeded, number -> switch (number) {
            case 1 -> wanted;
            case 2 -> wanted.substring(0, end) + words + wanted.substring(end);
            default -> wanted.substring(0, end) + words + "-" + (number - 1) + wanted.substring(end);
        });
    }

    /** The name of a check. */
    public static String check(@NonNull Run<?, ?> run, @NonNull Subject subject) throws IOException {
        String words = String.join(" ", subject.words());
        return take(run, subject, true, number -> switch (number) {
            case 1 -> "PowerX";
            case 2 -> "PowerX / " + words;
            default -> "PowerX / " + words + " " + (number - 1);
        });
    }

    private static String take(Run<?, ?> run, Subject subject, boolean succeeded, IntFunction<String> candidates)
            throws IOException {
        synchronized (run) {
            BuildNames names = run.getAction(BuildNames.class);
            if (names == null) {
                names = new BuildNames();
                run.addAction(names);
            }
            String name = names.take(subject, succeeded, candidates);
            if (BuildPresence.isPresent(run)) {
                run.save();
            }
            return name;
        }
    }

    private String take(Subject subject, boolean succeeded, IntFunction<String> candidates) {
        for (int number = 1; ; number++) {
            String candidate = candidates.apply(number);
            Taken holder = taken.stream()
                    .filter(known -> known.name.equals(candidate))
                    .findFirst()
                    .orElse(null);
            if (holder == null) {
                holder = new Taken(candidate, subject);
                taken.add(holder);
            } else if (!holder.isFor(subject) || (holder.succeeded && !succeeded)) {
                continue;
            }
            holder.succeeded = succeeded;
            return candidate;
        }
    }
}
