package io.privicore.application.query;

import io.privicore.application.command.Operation;
import io.privicore.application.command.Operation.Access;
import java.util.Map;

/** What can be asked about the platform itself. */
public sealed interface UtilityQuery<R> extends Query<R> {

    /** Whether everything the platform leans on can be reached. */
    @Operation(value = "utility.health", access = Access.PUBLIC)
    record Health() implements UtilityQuery<HealthView> {}

    /** Fresh keys for a client that cannot make its own; nothing is kept. */
    @Operation(value = "public-key.generate", access = Access.PUBLIC)
    record GenerateKeys() implements UtilityQuery<KeyPairView> {}

    /** The engine's own public key. */
    @Operation(value = "public-key.engine", withoutPublicKey = false)
    record EnginePublicKey() implements UtilityQuery<String> {}

    /** @param checks whether each thing leaned on, by name, is up */
    record HealthView(Map<String, Boolean> checks) {

        public boolean isUp() {
            return checks.values().stream().allMatch(up -> up);
        }
    }

    /** @param privateKey 64 hex digits; it never prints itself */
    record KeyPairView(String privateKey, String publicKey) {
        @Override
        public String toString() {
            return "KeyPairView[…]";
        }
    }
}
