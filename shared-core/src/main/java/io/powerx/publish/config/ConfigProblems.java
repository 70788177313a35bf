package io.powerx.publish.config;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with configuration files, so that readers can continue and everything is reported at once. */
public final class ConfigProblems {
    private static final int MAX = 1000;

    private final List<PublishException> problems = new ArrayList<>();
    private final Set<String> messages = new HashSet<>();

    /** Adds an invalid value as {@link ErrorCode#CONFIG_INVALID}. */
    void add(SourceLocation where, String found) {
        add(PublishException.of(ErrorCode.CONFIG_INVALID, "read " + where.file(), found)
                .at(where));
    }

    /** Adds a problem unless it is already known. */
    public void add(PublishException problem) {
        if (problems.size() < MAX && messages.add(problem.getMessage())) {
            problems.add(problem);
        }
    }

    public void addAll(Collection<PublishException> others) {
        others.forEach(this::add);
    }

    /** Whether a problem at this location is known. */
    public boolean concerns(SourceLocation where) {
        return problems.stream()
                .anyMatch(problem -> problem.location().filter(where::equals).isPresent());
    }

    /** All problems, in the order in which they were found. */
    public List<PublishException> all() {
        return List.copyOf(problems);
    }

    /** @throws PublishException the first problem with the others attached, if there are any */
    public static void requireNone(List<PublishException> problems) {
        if (!problems.isEmpty()) {
            throw problems.get(0).and(problems.subList(1, problems.size()));
        }
    }
}
