/** Every command there is, one file an area, each with the rule it stands for. */
@NullMarked
package io.privicore.application.command;

import org.jspecify.annotations.NullMarked;
