package io.privicore.bootstrap.architecture.canary;

import io.privicore.domain.kernel.Refusal;

public final class Swallows {

    boolean refused(Runnable work) {
        try {
            work.run();
            return false;
        } catch (Refusal _) {
            return true;
        }
    }
}
