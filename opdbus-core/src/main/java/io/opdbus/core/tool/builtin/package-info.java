/**
 * The tools that come with opdbus: files inside allowed directories, allowed programs, HTTP GET. What is not allowed by
 * the host is refused or not offered at all; {@link io.opdbus.core.tool.builtin.BuiltinTools} is the way in.
 */
@NullMarked
package io.opdbus.core.tool.builtin;

import org.jspecify.annotations.NullMarked;
