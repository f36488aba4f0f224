package io.privicore.adapters.rest.openapi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What an integrator reads about an operation. The OpenAPI document is made of it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Described {

    /** The operation's title in the contract. */
    String title();

    /** What it does, when it is refused, and what its outcome carries. */
    String about();

    /** The scope a limited token needs; empty where any valid token will do. */
    String scope() default "";

    /** Whether it is called under the client id and secret of a device instead of a token. */
    boolean secret() default false;

    /** Whether anybody may call it. */
    boolean open() default false;

    /** The fields of the body, or of the query string of a GET. */
    Field[] fields() default {};

    /** Classes that read further {@link Fields}, which follow its own. */
    Class<?>[] fieldsOf() default {};

    /** Whether it takes other fields besides. */
    boolean freeFields() default false;

    /** Whether a policy can hold it, though it is answered at once otherwise. */
    boolean held() default false;

    /** An example of the answer as JSON. For a command it is left out: its answer is the receipt. */
    String answer() default "";

    /** An example of a command's receipt as JSON, where it says more than the command's id. */
    String receipt() default "";

    /** The key a rejected command may have as its outcome's body. */
    String[] rejections() default {};
}
