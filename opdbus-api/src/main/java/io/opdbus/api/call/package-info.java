/** What every call carries: its deadline, its cancel token, its ids, and where its output goes. */
@NullMarked
package io.opdbus.api.call;

import org.jspecify.annotations.NullMarked;
