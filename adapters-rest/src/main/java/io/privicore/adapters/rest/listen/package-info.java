/** Further addresses at which the same routes are served. Knows no route. */
@NullMarked
package io.privicore.adapters.rest.listen;

import org.jspecify.annotations.NullMarked;
