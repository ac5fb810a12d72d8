/** Skills: how they are found and read, and which of them a call sees. */
@NullMarked
package io.opdbus.core.skill;

import org.jspecify.annotations.NullMarked;
