/** Directories: organisations with members, invitations and enrolments. Knows profiles by id and how they vote, not what is done with data. */
@NullMarked
package io.privicore.domain.directory;

import org.jspecify.annotations.NullMarked;
