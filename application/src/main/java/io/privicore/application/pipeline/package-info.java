/** What the pipeline hands to areas and takes from them: actor, invocation, work, outcome, settlement. */
@NullMarked
package io.privicore.application.pipeline;

import org.jspecify.annotations.NullMarked;
