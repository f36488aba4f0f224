/** Slow hashes of passwords and how easily a password is guessed. Knows no profiles. */
@NullMarked
package io.privicore.adapters.crypto.password;

import org.jspecify.annotations.NullMarked;
