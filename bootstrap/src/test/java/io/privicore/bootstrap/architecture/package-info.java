/** What may know what, and what nobody may do. Every rule has a canary, a class that breaks it, so that none is blind. */
@NullMarked
package io.privicore.bootstrap.architecture;

import org.jspecify.annotations.NullMarked;
