/** How devices are brought in step: asked what they hold, compared, mended. Knows devices and placements, not tokens. */
@NullMarked
package io.privicore.application.sync;

import org.jspecify.annotations.NullMarked;
