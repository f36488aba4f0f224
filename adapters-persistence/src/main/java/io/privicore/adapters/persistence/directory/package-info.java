/** Directories, their users, invitations, enrolments and devices in PostgreSQL. Knows how devices are read, nothing else. */
@NullMarked
package io.privicore.adapters.persistence.directory;

import org.jspecify.annotations.NullMarked;
