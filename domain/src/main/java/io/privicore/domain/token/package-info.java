/** Data tokens: reserved, exchanged for sealed data, updated, erased. Knows where data lies only by reference. */
@NullMarked
package io.privicore.domain.token;

import org.jspecify.annotations.NullMarked;
