/** Events on their way to the broker, written with the changes they tell of. */
@NullMarked
package io.privicore.adapters.persistence.outbox;

import org.jspecify.annotations.NullMarked;
