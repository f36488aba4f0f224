/** Applications over HTTP: the contract's own operations, and the standard endpoints over the same model. */
@NullMarked
package io.privicore.adapters.rest.oauth;

import org.jspecify.annotations.NullMarked;
