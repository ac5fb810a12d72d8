/** What a transport author writes: how an agent behind an address is reached. */
@NullMarked
package io.opdbus.api.transport;

import org.jspecify.annotations.NullMarked;
