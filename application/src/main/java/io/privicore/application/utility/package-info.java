/** Questions about the platform and about commands. */
@NullMarked
package io.privicore.application.utility;

import org.jspecify.annotations.NullMarked;
