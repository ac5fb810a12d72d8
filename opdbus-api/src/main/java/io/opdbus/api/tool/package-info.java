/** What a tool author writes. */
@NullMarked
package io.opdbus.api.tool;

import org.jspecify.annotations.NullMarked;
