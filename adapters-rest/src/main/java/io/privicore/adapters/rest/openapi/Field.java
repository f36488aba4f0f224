package io.privicore.adapters.rest.openapi;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** One field of a request. */
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface Field {

    String name();

    String about();

    /** As it would stand in a form; empty where an example of the whole leaves it out, as it does alternatives. */
    String example();

    boolean required() default true;

    Type type() default Type.TEXT;

    /** What a field holds. */
    enum Type {
        TEXT,
        ID,
        INTEGER,
        BOOLEAN,
        BASE64,
        OBJECT,
        /** A list; its example is a JSON array. */
        IDS,
        TEXTS
    }
}
