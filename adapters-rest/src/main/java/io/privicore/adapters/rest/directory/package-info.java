/** Directories over HTTP: organisations, their users, invitations and devices. Knows how devices are shown, nothing else. */
@NullMarked
package io.privicore.adapters.rest.directory;

import org.jspecify.annotations.NullMarked;
