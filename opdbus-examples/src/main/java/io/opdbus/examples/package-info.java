/** Small host applications and a tool plug-in to copy. */
@NullMarked
package io.opdbus.examples;

import org.jspecify.annotations.NullMarked;
