/** The pipeline every command passes: who may, what a policy says, the handler, the outcome. Knows every area. */
@NullMarked
package io.privicore.application.engine;

import org.jspecify.annotations.NullMarked;
