/** What the application needs from outside, each named by what it is for. Adapters fulfil it. */
@NullMarked
package io.privicore.application.port;

import org.jspecify.annotations.NullMarked;
