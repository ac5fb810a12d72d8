/** What an agent author writes. */
@NullMarked
package io.opdbus.api.agent;

import org.jspecify.annotations.NullMarked;
