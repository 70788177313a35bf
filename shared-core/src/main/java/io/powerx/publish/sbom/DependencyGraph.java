package io.powerx.publish.sbom;

import io.powerx.publish.sbom.Component.Scope;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows the dependencies of a project through the packages of a lock file. A package has the strongest scope of all paths to it: what only
 * a development dependency needs is a development dependency itself.
 *
 * @param <P> a package of the lock file
 */
abstract class DependencyGraph<P> {
    /** What a package depends on; what its development needs is ignored. */
    abstract Collection<Dependency> dependencies(P locked);

    /** The package that satisfies a dependency; empty if the file does not contain one. */
    abstract Optional<P> find(P from, Dependency dependency);

    /** The packages that a project needs, without the project. */
    Map<P, Scope> needed(P project, List<Dependency> dependencies) {
        Map<Scope, Deque<P>> open = new EnumMap<>(Scope.class);
        Map<P, Scope> needed = new LinkedHashMap<>();
        open(open, project, dependencies, Scope.REQUIRED);
        for (Scope scope : Scope.values()) {
            Deque<P> packages = open.computeIfAbsent(scope, none -> new ArrayDeque<>());
            while (!packages.isEmpty()) {
                P next = packages.remove();
                if (needed.putIfAbsent(next, scope) == null) {
                    open(open, next, atRunTime(dependencies(next)), scope);
                }
            }
        }
        needed.remove(project);
        return needed;
    }

    private static List<Dependency> atRunTime(Collection<Dependency> dependencies) {
        return dependencies.stream()
                .filter(dependency -> dependency.scope() != Scope.EXCLUDED)
                .toList();
    }

    /** @param open the packages to visit */
    private void open(Map<Scope, Deque<P>> open, P from, Collection<Dependency> dependencies, Scope scope) {
        for (Dependency dependency : dependencies) {
            Deque<P> packages = open.computeIfAbsent(scope.weakest(dependency.scope()), none -> new ArrayDeque<>());
            find(from, dependency).ifPresent(packages::add);
        }
    }
}
