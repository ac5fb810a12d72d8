/** Files taken apart into code, literals and comments, one scanner a language family. */
@NullMarked
package io.opdbus.agents.review.token;

import org.jspecify.annotations.NullMarked;
