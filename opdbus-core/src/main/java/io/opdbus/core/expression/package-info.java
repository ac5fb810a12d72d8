/**
 * The <code>${…}</code> language of definitions (R4): templates are compiled and analysed when a run is planned, and
 * evaluated by the engine when a step's arguments are rendered.
 *
 * <p>{@link io.opdbus.core.expression.TemplateCompiler} is the way in. A plain reference such as <code>${a.b[0]}</code>
 * is read by a small parser of our own; everything else goes through the grammar of Apache Commons JEXL, whose syntax
 * tree is turned into nodes of ours. Nothing is ever run by JEXL: what is not turned into a node is refused, so there is
 * no reflection, no method call and no side effect to forbid.
 */
@NullMarked
package io.opdbus.core.expression;

import org.jspecify.annotations.NullMarked;
