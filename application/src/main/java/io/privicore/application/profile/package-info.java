/** Profiles, sessions and public keys: commands and queries. */
@NullMarked
package io.privicore.application.profile;

import org.jspecify.annotations.NullMarked;
