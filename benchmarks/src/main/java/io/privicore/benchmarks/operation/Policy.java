package io.privicore.benchmarks.operation;

import io.privicore.benchmarks.platform.Account;
import io.privicore.benchmarks.platform.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A policy about data, that asks for a vote in the profile's own way.
 *
 * @param narrowed when it applies; always when empty
 */
record Policy(String name, String operation, Map<String, String> narrowed) {

    void activate(Account account, Wire wire) throws IOException, InterruptedException {
        account.command(
                wire,
                "/policy/register",
                Map.of(
                        "policyTemplateId",
                        "data-access",
                        "applyingEventIds",
                        List.of(operation),
                        "name",
                        name,
                        "configuration",
                        narrowed));
        account.command(wire, "/policy/activate", Map.of("policyId", name));
    }
}
