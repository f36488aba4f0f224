package io.privicore.domain.policy;

import java.net.InetAddress;
import java.util.Optional;

/** An IPv4 or IPv6 address, or a range of them by prefix: {@code 10.0.0.0/8}, {@code 2001:db8::/32}. */
record AddressRange(byte[] network, int prefix) {

    static AddressRange of(String text) {
        int slash = text.indexOf('/');
        var network = parse(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected an address or a range such as 10.0.0.0/8, but got \"%s\"".formatted(text)));
        int most = network.length * 8;
        int prefix = slash < 0 ? most : lengthOf(text.substring(slash + 1), most);
        return new AddressRange(network, prefix);
    }

    /** An address that cannot be read is in no range; the zone of a link-local one ({@code %eth0}) is not part of it. */
    boolean contains(String address) {
        int zone = address.indexOf('%');
        return parse(zone < 0 ? address : address.substring(0, zone))
                .filter(this::contains)
                .isPresent();
    }

    private boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static int lengthOf(String text, int most) {
        try {
            int length = Integer.parseInt(text);
            if (length >= 0 && length <= most) {
                return length;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("Expected a prefix length, but got \"%s\"".formatted(text), notANumber);
        }
        throw new IllegalArgumentException("Expected a prefix length of at most %d, but got %s".formatted(most, text));
    }

    /** Never looks a name up, and takes none of the short forms of an address such as {@code 10.1}. */
    private static Optional<byte[]> parse(String text) {
        boolean literal = !text.isEmpty()
                && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':')
                && (text.indexOf(':') >= 0 || text.matches("\\d{1,3}(\\.\\d{1,3}){3}"));
        if (!literal) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text).getAddress());
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
