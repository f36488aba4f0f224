/** Reads what a request carries, in any of its three body types, into values. Knows no operation. */
@NullMarked
package io.privicore.adapters.rest.form;

import org.jspecify.annotations.NullMarked;
