/** The engine's layer of encryption over data and short secrets. Knows keys by version, not where they are kept. */
@NullMarked
package io.privicore.adapters.crypto.envelope;

import org.jspecify.annotations.NullMarked;
