package io.privicore.benchmarks.limit;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Payloads sealed by AES-256-GCM on one core, in this process. */
public record AesGcm(int payload, Duration duration) implements Limit {

    @Override
    public String name() {
        return "aes-gcm";
    }

    @Override
    public double measure() throws GeneralSecurityException {
        seal(duration.dividedBy(2));
        return seal(duration);
    }

    private double seal(Duration period) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");
        byte[] plain = new byte[payload];
        byte[] sealed = new byte[payload + 16];
        long count = 0;
        long from = System.nanoTime();
        while (System.nanoTime() - from < period.toNanos()) {
            byte[] nonce = ByteBuffer.allocate(12).putLong(4, count++).array();
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
            cipher.doFinal(plain, 0, payload, sealed, 0);
        }
        return count * 1e9 / (System.nanoTime() - from);
    }
}
