/** The broker's side of the platform: wiring and settings. */
@NullMarked
package io.privicore.adapters.amqp;

import org.jspecify.annotations.NullMarked;
