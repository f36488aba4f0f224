/** Writes what can be generated of docs/, and compares it with what is committed there. */
@NullMarked
package io.privicore.bootstrap.docs;

import org.jspecify.annotations.NullMarked;
