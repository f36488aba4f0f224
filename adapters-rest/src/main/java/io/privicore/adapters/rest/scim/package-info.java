/** SCIM 2.0: users and groups of a directory for provisioning clients, after RFC 7643, 7644 and 9865. */
@NullMarked
package io.privicore.adapters.rest.scim;

import org.jspecify.annotations.NullMarked;
