/** Tables as CSV by RFC 4180, in and out, harmless in spreadsheets. Knows columns and cells, not what they mean. */
@NullMarked
package io.privicore.adapters.rest.csv;

import org.jspecify.annotations.NullMarked;
