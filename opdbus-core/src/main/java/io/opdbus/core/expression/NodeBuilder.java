package io.opdbus.core.expression;

import static java.util.Map.entry;

import io.opdbus.core.expression.OperatorNodes.Arithmetic;
import io.opdbus.core.expression.OperatorNodes.Order;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.commons.jexl3.parser.ASTAddNode;
import org.apache.commons.jexl3.parser.ASTAndNode;
import org.apache.commons.jexl3.parser.ASTArrayLiteral;
import org.apache.commons.jexl3.parser.ASTDivNode;
import org.apache.commons.jexl3.parser.ASTEQNode;
import org.apache.commons.jexl3.parser.ASTERNode;
import org.apache.commons.jexl3.parser.ASTEWNode;
import org.apache.commons.jexl3.parser.ASTEmptyFunction;
import org.apache.commons.jexl3.parser.ASTFalseNode;
import org.apache.commons.jexl3.parser.ASTGENode;
import org.apache.commons.jexl3.parser.ASTGTNode;
import org.apache.commons.jexl3.parser.ASTIdentifier;
import org.apache.commons.jexl3.parser.ASTJexlScript;
import org.apache.commons.jexl3.parser.ASTLENode;
import org.apache.commons.jexl3.parser.ASTLTNode;
import org.apache.commons.jexl3.parser.ASTMapLiteral;
import org.apache.commons.jexl3.parser.ASTModNode;
import org.apache.commons.jexl3.parser.ASTMulNode;
import org.apache.commons.jexl3.parser.ASTNENode;
import org.apache.commons.jexl3.parser.ASTNEWNode;
import org.apache.commons.jexl3.parser.ASTNRNode;
import org.apache.commons.jexl3.parser.ASTNSWNode;
import org.apache.commons.jexl3.parser.ASTNotNode;
import org.apache.commons.jexl3.parser.ASTNullLiteral;
import org.apache.commons.jexl3.parser.ASTNullpNode;
import org.apache.commons.jexl3.parser.ASTNumberLiteral;
import org.apache.commons.jexl3.parser.ASTOrNode;
import org.apache.commons.jexl3.parser.ASTReference;
import org.apache.commons.jexl3.parser.ASTReferenceExpression;
import org.apache.commons.jexl3.parser.ASTSWNode;
import org.apache.commons.jexl3.parser.ASTSetLiteral;
import org.apache.commons.jexl3.parser.ASTSizeFunction;
import org.apache.commons.jexl3.parser.ASTStringLiteral;
import org.apache.commons.jexl3.parser.ASTSubNode;
import org.apache.commons.jexl3.parser.ASTTernaryNode;
import org.apache.commons.jexl3.parser.ASTTrueNode;
import org.apache.commons.jexl3.parser.ASTUnaryMinusNode;
import org.apache.commons.jexl3.parser.JexlNode;

/**
 * Turns JEXL's syntax tree into nodes of ours. What is not in {@link #RULES} is refused, so a construct that a later
 * JEXL brings is not allowed until it is added there.
 */
final class NodeBuilder {

    private static final Map<Class<? extends JexlNode>, BiFunction<NodeBuilder, JexlNode, Node>> RULES = Map.ofEntries(
            entry(ASTNullLiteral.class, (builder, node) -> new DataNodes.Literal(null)),
            entry(ASTTrueNode.class, (builder, node) -> new DataNodes.Literal(true)),
            entry(ASTFalseNode.class, (builder, node) -> new DataNodes.Literal(false)),
            entry(ASTNumberLiteral.class, (builder, node) -> new DataNodes.Literal(builder.literals.number(node))),
            entry(ASTStringLiteral.class, (builder, node) -> new DataNodes.Literal(builder.literals.string(node))),
            entry(ASTArrayLiteral.class, (builder, node) -> new DataNodes.ListLiteral(builder.children(node))),
            entry(ASTMapLiteral.class, NodeBuilder::map),
            entry(ASTSetLiteral.class, NodeBuilder::emptyMap),
            entry(ASTIdentifier.class, NodeBuilder::reference),
            entry(ASTReference.class, NodeBuilder::reference),
            entry(ASTReferenceExpression.class, (builder, node) -> builder.child(node, 0)),
            entry(ASTSizeFunction.class, (builder, node) -> new DataNodes.Size(builder.argument("size", node))),
            entry(ASTEmptyFunction.class, (builder, node) -> new DataNodes.Empty(builder.argument("empty", node))),
            entry(ASTAndNode.class, (builder, node) -> new LogicNodes.And(builder.children(node))),
            entry(ASTOrNode.class, (builder, node) -> new LogicNodes.Or(builder.children(node))),
            entry(ASTNotNode.class, (builder, node) -> new LogicNodes.Not(builder.child(node, 0))),
            entry(ASTTernaryNode.class, NodeBuilder::conditional),
            entry(ASTNullpNode.class, NodeBuilder::coalesce),
            entry(ASTAddNode.class, (builder, node) -> builder.arithmetic(Arithmetic.Operator.ADD, node)),
            entry(ASTSubNode.class, (builder, node) -> builder.arithmetic(Arithmetic.Operator.SUBTRACT, node)),
            entry(ASTMulNode.class, (builder, node) -> builder.arithmetic(Arithmetic.Operator.MULTIPLY, node)),
            entry(ASTDivNode.class, (builder, node) -> builder.arithmetic(Arithmetic.Operator.DIVIDE, node)),
            entry(ASTModNode.class, (builder, node) -> builder.arithmetic(Arithmetic.Operator.REMAINDER, node)),
            entry(ASTUnaryMinusNode.class, (builder, node) -> new OperatorNodes.Negate(builder.child(node, 0))),
            entry(ASTEQNode.class, (builder, node) -> builder.equal(node, true)),
            entry(ASTNENode.class, (builder, node) -> builder.equal(node, false)),
            entry(ASTLTNode.class, (builder, node) -> builder.order(Order.Relation.LESS, node)),
            entry(ASTLENode.class, (builder, node) -> builder.order(Order.Relation.AT_MOST, node)),
            entry(ASTGTNode.class, (builder, node) -> builder.order(Order.Relation.GREATER, node)),
            entry(ASTGENode.class, (builder, node) -> builder.order(Order.Relation.AT_LEAST, node)),
            entry(ASTERNode.class, (builder, node) -> builder.matches(node, true)),
            entry(ASTNRNode.class, (builder, node) -> builder.matches(node, false)),
            entry(ASTSWNode.class, (builder, node) -> builder.affix(node, true, true)),
            entry(ASTNSWNode.class, (builder, node) -> builder.affix(node, true, false)),
            entry(ASTEWNode.class, (builder, node) -> builder.affix(node, false, true)),
            entry(ASTNEWNode.class, (builder, node) -> builder.affix(node, false, false)));

    /** What may stand beside a {@code ??} without parentheses: it binds weaker than nearly everything else. */
    private static final Set<Class<? extends JexlNode>> BESIDE_COALESCE = Set.of(
            ASTNullLiteral.class,
            ASTTrueNode.class,
            ASTFalseNode.class,
            ASTNumberLiteral.class,
            ASTStringLiteral.class,
            ASTArrayLiteral.class,
            ASTMapLiteral.class,
            ASTSetLiteral.class,
            ASTIdentifier.class,
            ASTReference.class,
            ASTReferenceExpression.class,
            ASTSizeFunction.class,
            ASTEmptyFunction.class,
            ASTUnaryMinusNode.class,
            ASTNullpNode.class);

    private final Literals literals;
    private final Compilation compilation;
    private final Paths paths;
    private int guards;
    private int depth;

    NodeBuilder(String source, int start, Compilation compilation) {
        this.literals = new Literals(source, start);
        this.compilation = compilation;
        this.paths = new Paths(this, literals);
    }

    /** The node of a whole expression. */
    Node whole(ASTJexlScript script) {
        if (script.getClass() != ASTJexlScript.class) {
            throw refused(script); // a function
        }
        if (script.jjtGetNumChildren() != 1) {
            throw new SyntaxFailure(literals.offset(script), "${…} holds one expression");
        }
        return child(script, 0);
    }

    Node build(JexlNode node) {
        BiFunction<NodeBuilder, JexlNode, Node> rule = RULES.get(node.getClass());
        if (rule == null) {
            throw refused(node);
        }
        if (++depth > Limits.NODES) {
            throw new SyntaxFailure(literals.offset(node), "the expression is nested too deeply");
        }
        Node built = rule.apply(this, node);
        depth--;
        return built;
    }

    SyntaxFailure refused(JexlNode node) {
        return new SyntaxFailure(literals.offset(node), Refusals.reason(node));
    }

    private Node child(JexlNode node, int index) {
        return build(node.jjtGetChild(index));
    }

    private List<Node> children(JexlNode node) {
        List<Node> children = new ArrayList<>(node.jjtGetNumChildren());
        for (int i = 0; i < node.jjtGetNumChildren(); i++) {
            children.add(child(node, i));
        }
        return children;
    }

    private Node map(JexlNode node) {
        Map<String, Node> entries = new LinkedHashMap<>();
        for (int i = 0; i < node.jjtGetNumChildren(); i++) {
            JexlNode key = node.jjtGetChild(i).jjtGetNumChildren() == 2
                    ? node.jjtGetChild(i).jjtGetChild(0)
                    : node;
            if (key.getClass() != ASTStringLiteral.class) {
                throw new SyntaxFailure(literals.offset(key), "a map is written {'key': value}, its keys in quotes");
            }
            String name = literals.string(key);
            if (entries.put(name, child(node.jjtGetChild(i), 1)) != null) {
                throw new SyntaxFailure(literals.offset(key), "the key '" + name + "' is given twice");
            }
        }
        return new DataNodes.MapLiteral(entries);
    }

    /** The grammar takes {@code {}} for a set, of which we have none. */
    private Node emptyMap(JexlNode node) {
        if (node.jjtGetNumChildren() > 0) {
            throw refused(node);
        }
        return new DataNodes.MapLiteral(Map.of());
    }

    private Node argument(String function, JexlNode node) {
        if (node.jjtGetChild(0).getClass() != ASTReferenceExpression.class) {
            throw new SyntaxFailure(
                    literals.offset(node), "write " + function + "(x), and in parentheses what follows after it");
        }
        return child(node, 0);
    }

    private Node reference(JexlNode node) {
        JexlNode first = node instanceof ASTReference ? node.jjtGetChild(0) : node;
        if (!(first instanceof ASTIdentifier identifier)) {
            return AccessNode.of(build(first), paths.after(node).steps());
        }
        String root = identifier.getName();
        Paths.Path path = paths.after(node);
        return compilation.refer(root, path.segments(), path.steps(), guards > 0, literals.offset(first));
    }

    private Node conditional(JexlNode node) {
        if (node.jjtGetNumChildren() != 3) {
            throw new SyntaxFailure(
                    literals.offset(node), "'?:' is not allowed in ${…}; a value for a missing one is written a ?? b");
        }
        return new LogicNodes.Conditional(child(node, 0), child(node, 1), child(node, 2));
    }

    private Node coalesce(JexlNode node) {
        checkPrecedence(node.jjtGetChild(0));
        checkPrecedence(node.jjtGetChild(1));
        guards++;
        Node first = child(node, 0);
        guards--;
        return new LogicNodes.Coalesce(first, child(node, 1));
    }

    private void checkPrecedence(JexlNode operand) {
        if (RULES.containsKey(operand.getClass()) && !BESIDE_COALESCE.contains(operand.getClass())) {
            throw new SyntaxFailure(
                    literals.offset(operand),
                    "'??' is weaker than the operator beside it; put what belongs together in parentheses");
        }
    }

    private Node arithmetic(Arithmetic.Operator operator, JexlNode node) {
        return new Arithmetic(operator, child(node, 0), child(node, 1));
    }

    private Node equal(JexlNode node, boolean wanted) {
        return new OperatorNodes.Equal(child(node, 0), child(node, 1), wanted);
    }

    private Node order(Order.Relation relation, JexlNode node) {
        return new Order(relation, child(node, 0), child(node, 1));
    }

    private Node affix(JexlNode node, boolean atStart, boolean wanted) {
        return new OperatorNodes.Affix(child(node, 0), child(node, 1), atStart, wanted);
    }

    private Node matches(JexlNode node, boolean wanted) {
        JexlNode right = node.jjtGetChild(1);
        if (right.getClass() != ASTStringLiteral.class) {
            return new OperatorNodes.Member(child(node, 0), build(right), wanted);
        }
        try {
            return new OperatorNodes.Matches(child(node, 0), PatternParser.parse(literals.string(right)), wanted);
        } catch (PatternFailure malformed) {
            throw new SyntaxFailure(literals.offset(right), malformed.text());
        }
    }
}
