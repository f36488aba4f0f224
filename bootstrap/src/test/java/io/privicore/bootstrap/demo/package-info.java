/** Parts of the demo, each by itself. */
@NullMarked
package io.privicore.bootstrap.demo;

import org.jspecify.annotations.NullMarked;
