package io.privicore.bootstrap.architecture.canary;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

public final class Guesses {

    int secret() {
        return new Random().nextInt() ^ ThreadLocalRandom.current().nextInt();
    }
}
