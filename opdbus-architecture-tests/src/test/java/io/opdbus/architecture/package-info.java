/** Which module and package may know which, checked over all modules. */
@NullMarked
package io.opdbus.architecture;

import org.jspecify.annotations.NullMarked;
