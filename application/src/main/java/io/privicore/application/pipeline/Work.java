package io.privicore.application.pipeline;

/**
 * What is left of a command once everything slow or outside of the database has been done: its part inside the
 * transaction. It may be thrown away and prepared again when somebody else was faster.
 */
@FunctionalInterface
public interface Work {

    Outcome act();
}
