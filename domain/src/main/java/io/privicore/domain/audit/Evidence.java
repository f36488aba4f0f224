package io.privicore.domain.audit;

import io.privicore.domain.kernel.Bytes;
import java.util.UUID;

/**
 * What one link of a chain claims, whoever kept it.
 *
 * @param text the link in its canonical form, without its hash
 */
public record Evidence(UUID trail, long number, Bytes previous, String text, Bytes hash) {}
