package io.privicore.bootstrap.architecture.canary;

public final class Prints {

    void something() {
        System.out.println("something");
    }
}
