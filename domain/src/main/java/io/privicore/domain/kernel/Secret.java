package io.privicore.domain.kernel;

/** A secret text that is handed over once, such as a client secret or a broker password. It never prints itself. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "Secret[…]";
    }
}
