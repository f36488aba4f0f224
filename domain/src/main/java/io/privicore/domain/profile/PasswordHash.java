package io.privicore.domain.profile;

/** A salted, slow hash of a password in PHC text form; it carries its own parameters. */
public record PasswordHash(String phc) {

    @Override
    public String toString() {
        return "PasswordHash[…]";
    }
}
