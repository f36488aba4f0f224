package io.privicore.bootstrap;

import java.io.Console;

/** Whether a person watches. */
final class Terminals {

    private Terminals() {}

    static boolean isOne() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
