package io.privicore.domain.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a limited credential may do: some scopes, or all there are.
 *
 * @param all every scope, those to come included
 * @param named empty where it is all of them
 */
public record Scopes(boolean all, Set<Scope> named) {

    /** The name that stands for every scope. */
    public static final String EVERY = "all";

    public static final Scopes ALL = new Scopes(true, Set.of());

    public Scopes {
        named = Set.copyOf(named);
        if (named.contains(Scope.NONE) || all != named.isEmpty()) {
            throw new IllegalArgumentException("Expected some scopes, or all of them");
        }
    }

    /** From the contract's names; refuses names that no scope has, and an empty list. */
    public static Scopes of(Collection<String> names) {
        if (names.contains(EVERY)) {
            names.stream().filter(name -> !name.equals(EVERY)).forEach(Scopes::scope);
            return ALL;
        }
        var named = EnumSet.noneOf(Scope.class);
        names.forEach(name -> named.add(scope(name)));
        return new Scopes(false, named);
    }

    public static Scopes of(Scope... scopes) {
        return new Scopes(false, Set.of(scopes));
    }

    /** Whether an operation of this scope may be used. */
    public boolean cover(Scope scope) {
        return scope == Scope.NONE || all || named.contains(scope);
    }

    /** Whether nothing is asked for that is not here. */
    public boolean cover(Scopes wanted) {
        return all || (!wanted.all && named.containsAll(wanted.named));
    }

    /** The contract's names, in the order of the contract. */
    public List<String> wire() {
        return all
                ? List.of(EVERY)
                : new TreeSet<>(named).stream().map(Scope::wire).toList();
    }

    /** As OAuth writes them: one text with blanks. */
    @Override
    public String toString() {
        return String.join(" ", wire());
    }

    private static Scope scope(String name) {
        return Arrays.stream(Scope.values())
                .filter(scope -> scope != Scope.NONE && scope.wire().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected a scope there is, or all"));
    }
}
