@NullMarked
package io.opdbus.core.expression;

import org.jspecify.annotations.NullMarked;
