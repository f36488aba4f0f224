/** Devices and their storage role: commands, queries, and what devices report. */
@NullMarked
package io.privicore.application.device;

import org.jspecify.annotations.NullMarked;
