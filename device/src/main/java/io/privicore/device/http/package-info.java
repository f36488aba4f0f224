/** Forms posted to the platform, for what a device does without the broker. */
@NullMarked
package io.privicore.device.http;

import org.jspecify.annotations.NullMarked;
