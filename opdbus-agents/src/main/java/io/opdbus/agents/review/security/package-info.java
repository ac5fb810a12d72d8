/** The checks of the security auditor. */
@NullMarked
package io.opdbus.agents.review.security;

import org.jspecify.annotations.NullMarked;
