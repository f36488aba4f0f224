/** How values look in an answer: JSON objects, timestamps, pages. */
@NullMarked
package io.privicore.adapters.rest.view;

import org.jspecify.annotations.NullMarked;
