/** Runs as a host sees them: requests, handles, events, notices, results. */
@NullMarked
package io.opdbus.api.run;

import org.jspecify.annotations.NullMarked;
