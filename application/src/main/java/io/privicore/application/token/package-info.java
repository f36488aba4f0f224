/** Data tokens: reserve, exchange, request, update, erase. */
@NullMarked
package io.privicore.application.token;

import org.jspecify.annotations.NullMarked;
