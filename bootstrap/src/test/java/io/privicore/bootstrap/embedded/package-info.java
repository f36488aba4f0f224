@NullMarked
package io.privicore.bootstrap.embedded;

import org.jspecify.annotations.NullMarked;
