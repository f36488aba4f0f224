/** The names events have on the wire and the fields they carry. */
@NullMarked
package io.privicore.application.event;

import org.jspecify.annotations.NullMarked;
