/** Tests of the plan compiler. */
@NullMarked
package io.opdbus.core.plan;

import org.jspecify.annotations.NullMarked;
