/** An in-memory platform behind the port, which records what it was handed. */
@NullMarked
package io.privicore.adapters.rest.fake;

import org.jspecify.annotations.NullMarked;
