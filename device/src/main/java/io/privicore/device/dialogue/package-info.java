/**
 * The talk with the engine over one connection: introduces the device, seals what it says, opens what it hears. Knows
 * links and keys, not what a role does with a message.
 */
@NullMarked
package io.privicore.device.dialogue;

import org.jspecify.annotations.NullMarked;
