/** Tests of the run machine. */
@NullMarked
package io.opdbus.core.run;

import org.jspecify.annotations.NullMarked;
