/** Directories: commands and queries on organisations, users, invitations and their devices. */
@NullMarked
package io.privicore.application.directory;

import org.jspecify.annotations.NullMarked;
