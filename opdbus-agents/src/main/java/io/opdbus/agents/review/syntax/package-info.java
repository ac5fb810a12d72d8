/** What tokens mean together: brackets, blocks, calls, imports, constant expressions. */
@NullMarked
package io.opdbus.agents.review.syntax;

import org.jspecify.annotations.NullMarked;
