/** What an operation says of itself, and the OpenAPI document made of it. */
@NullMarked
package io.privicore.adapters.rest.openapi;

import org.jspecify.annotations.NullMarked;
