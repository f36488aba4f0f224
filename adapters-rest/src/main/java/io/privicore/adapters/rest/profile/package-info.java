/** Profiles and their sessions over HTTP. */
@NullMarked
package io.privicore.adapters.rest.profile;

import org.jspecify.annotations.NullMarked;
