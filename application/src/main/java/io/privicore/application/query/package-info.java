/** Everything that is answered at once, one file an area, and the views that answers are made of. */
@NullMarked
package io.privicore.application.query;

import org.jspecify.annotations.NullMarked;
