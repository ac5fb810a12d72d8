/**
 * Agents and how they are reached: the catalogue says which there are, the pool keeps sessions, connections, queues and
 * circuits, whatever the transport.
 */
@NullMarked
package io.opdbus.core.agent;

import org.jspecify.annotations.NullMarked;
