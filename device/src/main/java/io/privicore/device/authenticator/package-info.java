/**
 * Votes on the ballots of polls: by rules, or as a person at the terminal says. Remembers what it voted; knows no
 * storage.
 */
@NullMarked
package io.privicore.device.authenticator;

import org.jspecify.annotations.NullMarked;
