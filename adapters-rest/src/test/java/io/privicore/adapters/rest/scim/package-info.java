@NullMarked
package io.privicore.adapters.rest.scim;

import org.jspecify.annotations.NullMarked;
