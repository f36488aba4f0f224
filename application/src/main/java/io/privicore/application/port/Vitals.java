package io.privicore.application.port;

/** Something the platform leans on and whether it can be reached. */
public interface Vitals {

    /** Its name in the answer, such as {@code database}. */
    String name();

    boolean isUp();
}
