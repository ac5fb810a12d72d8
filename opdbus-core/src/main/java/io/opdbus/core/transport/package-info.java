/** The transport to agents that live in this JVM, and what other transports share with it. */
@NullMarked
package io.opdbus.core.transport;

import org.jspecify.annotations.NullMarked;
