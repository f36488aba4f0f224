package io.privicore.benchmarks.operation;

import java.util.List;

/** All that can be measured, in the order in which it is. */
public final class Operations {

    public static final List<Operation> ALL = List.of(
            new EmptyEndpoint(),
            new AuthenticatedRead("authenticated-read", false),
            new AuthenticatedRead("delegated-read", true),
            new Reserve("reserve", false, 0),
            new Reserve("reserve-outcome", true, 0),
            new Reserve("guarded", false, 100),
            new Reserve("guarded-outcome", true, 100),
            new Exchange(),
            new RequestData(),
            new HeldReserve("held", true),
            new HeldReserve("polls", false),
            new RegisterDirectory(),
            new CreateUser(),
            new ScimBulk(),
            new ListUsers(),
            new ProfilesInfo(),
            new SignIn());

    private Operations() {}

    public static Operation named(String name) {
        return ALL.stream()
                .filter(operation -> operation.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected one of %s, but got %s"
                        .formatted(ALL.stream().map(Operation::name).toList(), name)));
    }
}
