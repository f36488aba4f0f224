package io.privicore.domain.audit;

import io.privicore.domain.kernel.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.UUID;

/**
 * An entry in its place: its hash covers the one before it, the trail, the number and every word of the entry.
 *
 * @param number from 1, without a gap
 * @param previous the hash of the link before
 */
public record Link(UUID trail, long number, Bytes previous, AuditEntry entry, Bytes hash) {

    /** The link that follows a place in a trail. */
    static Link after(UUID trail, Mark mark, AuditEntry entry) {
        long number = mark.number() + 1;
        return new Link(trail, number, mark.hash(), entry, sha256(text(trail, number, mark.hash(), entry)));
    }

    public Mark mark() {
        return new Mark(number, hash);
    }

    public Evidence evidence() {
        return new Evidence(trail, number, previous, text(trail, number, previous, entry), hash);
    }

    /** The line of an export that stands for it. */
    public String line() {
        var members = members(trail, number, previous, entry);
        members.put("hash", hex(hash));
        return CanonicalJson.of(members);
    }

    static Bytes sha256(String text) {
        try {
            return Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256 on every Java platform", e);
        }
    }

    static String hex(Bytes bytes) {
        return HexFormat.of().formatHex(bytes.view());
    }

    private static String text(UUID trail, long number, Bytes previous, AuditEntry entry) {
        return CanonicalJson.of(members(trail, number, previous, entry));
    }

    private static SortedMap<String, Object> members(UUID trail, long number, Bytes previous, AuditEntry entry) {
        var members = entry.members();
        members.put("trail", trail.toString());
        members.put("number", number);
        members.put("previous", hex(previous));
        return members;
    }
}
