package io.privicore.bootstrap.architecture.canary;

public final class Sleeps {

    void forAWhile() throws InterruptedException {
        Thread.sleep(1);
    }
}
