/** Tests of the opdbus command. */
@NullMarked
package io.opdbus.cli;

import org.jspecify.annotations.NullMarked;
