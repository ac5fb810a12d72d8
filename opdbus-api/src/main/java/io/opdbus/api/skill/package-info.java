/** Knowledge that is injected into calls, in the Agent Skills format. */
@NullMarked
package io.opdbus.api.skill;

import org.jspecify.annotations.NullMarked;
