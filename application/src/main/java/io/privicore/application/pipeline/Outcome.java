package io.privicore.application.pipeline;

import java.util.Optional;

/** How a command stands when its work has been done. Rejections are refusals, so there is none here. */
public sealed interface Outcome {

    /**
     * Done.
     *
     * @param body the id or token it made, if any
     */
    record Succeeded(Optional<String> body) implements Outcome {
        @Override
        public String toString() {
            return "Succeeded[…]";
        }
    }

    /** Waits for devices, a poll or a time; whoever it waits for settles it. */
    record Waiting() implements Outcome {}

    static Outcome done() {
        return new Succeeded(Optional.empty());
    }

    static Outcome made(Object result) {
        return new Succeeded(Optional.of(result.toString()));
    }
}
