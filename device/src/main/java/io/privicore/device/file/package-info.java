/** Files that survive a crash. Knows nothing of what is in them. */
@NullMarked
package io.privicore.device.file;

import org.jspecify.annotations.NullMarked;
