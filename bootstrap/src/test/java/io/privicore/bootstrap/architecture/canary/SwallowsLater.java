package io.privicore.bootstrap.architecture.canary;

import io.privicore.domain.kernel.Refusal;

public final class SwallowsLater {

    Runnable quiet(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (IllegalStateException | Refusal _) {
                // Nobody hears of it.
            }
        };
    }
}
