/** Profiles: who an actor is and how it proves it. Knows no session, device or token. */
@NullMarked
package io.privicore.domain.profile;

import org.jspecify.annotations.NullMarked;
