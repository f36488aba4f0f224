/** Every other name a path or a field goes by. One table. */
@NullMarked
package io.privicore.adapters.rest.alias;

import org.jspecify.annotations.NullMarked;
