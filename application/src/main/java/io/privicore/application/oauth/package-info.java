/** Applications, the codes they get, and the tokens made of them. Knows sessions, and nothing of what is done under them. */
@NullMarked
package io.privicore.application.oauth;

import org.jspecify.annotations.NullMarked;
