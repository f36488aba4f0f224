/** Applications that profiles let act for them, and what they were granted. Knows scopes, not what is done under them. */
@NullMarked
package io.privicore.domain.oauth;

import org.jspecify.annotations.NullMarked;
