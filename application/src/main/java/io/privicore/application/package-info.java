/** The one port through which everything outside asks for something: commands, queries and who asks. */
@NullMarked
package io.privicore.application;

import org.jspecify.annotations.NullMarked;
