/** The clients' own rules, without a platform. */
@NullMarked
package io.privicore.bootstrap.client;

import org.jspecify.annotations.NullMarked;
