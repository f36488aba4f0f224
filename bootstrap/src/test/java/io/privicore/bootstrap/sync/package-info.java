/** The application and the code of real devices, over a link in memory that can be cut at any moment. */
@NullMarked
package io.privicore.bootstrap.sync;

import org.jspecify.annotations.NullMarked;
