package io.privicore.benchmarks.platform;

/** What a device is registered for. */
public enum Role {
    STORAGE("/storage/register", "/storage/list-storage-devices"),
    AUTHENTICATOR("/verified-authenticator/register", "/verified-authenticator/list");

    private final String registration;
    private final String list;

    Role(String registration, String list) {
        this.registration = registration;
        this.list = list;
    }

    /** The path of the command that gives it to a device. */
    public String registration() {
        return registration;
    }

    /** The path of the list of all devices that have it. */
    String list() {
        return list;
    }
}
