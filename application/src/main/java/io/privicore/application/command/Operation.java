package io.privicore.application.command;

import io.privicore.domain.access.Scope;
import io.privicore.domain.directory.Right;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a command or query is called for good, and what a caller must show to use it. The engine enforces it in one place;
 * a record without it does not start.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Operation {

    /** The wire name, such as {@code device.approve}: renaming the class does not change it. */
    String value();

    Access access() default Access.TOKEN;

    /** The scope a limited credential needs, where {@link #access} asks for a token. */
    Scope scope() default Scope.NONE;

    /** Whether a profile that has no public key yet may use it. */
    boolean withoutPublicKey() default false;

    /** Whether an application may use it for a profile, as far as its scopes go; else no scope makes it so. */
    boolean delegable() default true;

    /** What the caller must be in the directory that the operation is about; the record is then a {@link DirectoryOperation}. */
    Right directory() default Right.NONE;

    /** Whether the member it is about may call it whatever its role. */
    boolean ownToo() default false;

    /** Whether a provisioning client of the directory may use it; it may use nothing else. */
    boolean provisioning() default false;

    /** Whether a query leaves an entry in the audit trails; commands do in any case. */
    boolean audited() default false;

    /** Who may call at all. */
    enum Access {
        /** Anybody; a token that is shown is not looked at. */
        PUBLIC,
        /** Whoever shows a valid token. */
        TOKEN,
        /** An application or a device that shows its name and secret. */
        BASIC,
        /** A provisioning client that shows its token. */
        PROVISIONING
    }
}
