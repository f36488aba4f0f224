/** The reference device: a program that keeps data for an engine. Ties link, keys and roles together. */
@NullMarked
package io.privicore.device;

import org.jspecify.annotations.NullMarked;
