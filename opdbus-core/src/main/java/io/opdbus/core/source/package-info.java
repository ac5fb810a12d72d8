/**
 * YAML 1.2 and JSON text as positioned documents: a JSON-like value tree, the line and column of every key and value,
 * readers that collect problems instead of stopping at the first, and writers for the same tree.
 */
@NullMarked
package io.opdbus.core.source;

import org.jspecify.annotations.NullMarked;
