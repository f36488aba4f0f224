/** Accounts of devices at the broker. */
@NullMarked
package io.privicore.adapters.amqp.account;

import org.jspecify.annotations.NullMarked;
