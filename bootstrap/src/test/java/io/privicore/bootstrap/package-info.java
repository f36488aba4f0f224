@NullMarked
package io.privicore.bootstrap;

import org.jspecify.annotations.NullMarked;
