package io.privicore.domain.profile;

/** A salted, slow hash of a password in PHC text form; it carries its own parameters. */
public record PasswordHash(String phc) {

    /** That of a profile that has no password yet; nothing matches it. */
    public static final PasswordHash NONE = new PasswordHash("!");

    public boolean isSet() {
        return !equals(NONE);
    }

    @Override
    public String toString() {
        return "PasswordHash[…]";
    }
}
