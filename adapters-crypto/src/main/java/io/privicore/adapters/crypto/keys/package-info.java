/** The engine's own keys, the file they are kept in, and what is made straight from them. Knows no database. */
@NullMarked
package io.privicore.adapters.crypto.keys;

import org.jspecify.annotations.NullMarked;
