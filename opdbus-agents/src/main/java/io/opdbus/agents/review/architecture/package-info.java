/** Modules, their dependencies and the checks of the backend architect. */
@NullMarked
package io.opdbus.agents.review.architecture;

import org.jspecify.annotations.NullMarked;
