/** The engine's cryptography and how it is wired. The classes in the packages below know neither CDI nor configuration. */
@NullMarked
package io.privicore.adapters.crypto;

import org.jspecify.annotations.NullMarked;
