/** The registered tools, and how every call of one is checked, limited, stopped and told of. */
@NullMarked
package io.opdbus.core.tool;

import org.jspecify.annotations.NullMarked;
