package io.opdbus.core.expression;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.jexl3.parser.JexlNode;

/** Why the parts of JEXL's grammar that are none of ours are refused, in our own words. */
final class Refusals {

    static final String SAFE_ACCESS =
            "'?.' and '?[' are not allowed in ${…}; a value that may be missing is written a.b ?? c";

    private static final Map<String, List<String>> REASONS = reasons();

    private Refusals() {}

    static String reason(JexlNode node) {
        String name = node.getClass().getSimpleName();
        for (Map.Entry<String, List<String>> reason : REASONS.entrySet()) {
            if (reason.getValue().contains(name)) {
                return reason.getKey();
            }
        }
        return "this is not allowed in ${…}";
    }

    /** The names of JEXL's node types by reason; a type that is not listed is refused as well, less politely. */
    private static Map<String, List<String>> reasons() {
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        reasons.put("method calls are not allowed in ${…}", List.of("ASTMethodNode"));
        reasons.put(
                "function calls are not allowed in ${…}; there are only size(x) and empty(x)",
                List.of("ASTFunctionNode", "ASTArguments", "ASTNamespaceIdentifier"));
        reasons.put("'new' is not allowed in ${…}", List.of("ASTConstructorNode", "ASTQualifiedIdentifier"));
        reasons.put(
                "assignments are not allowed in ${…}; equality is written ==",
                List.of(
                        "ASTAssignment",
                        "ASTSetAddNode",
                        "ASTSetSubNode",
                        "ASTSetMultNode",
                        "ASTSetDivNode",
                        "ASTSetModNode",
                        "ASTSetAndNode",
                        "ASTSetOrNode",
                        "ASTSetXorNode",
                        "ASTSetShiftLeftNode",
                        "ASTSetShiftRightNode",
                        "ASTSetShiftRightUnsignedNode",
                        "ASTIncrementGetNode",
                        "ASTDecrementGetNode",
                        "ASTGetIncrementNode",
                        "ASTGetDecrementNode"));
        reasons.put("variables cannot be declared in ${…}", List.of("ASTVar", "ASTDefineVars"));
        reasons.put(
                "loops are not allowed in ${…}",
                List.of("ASTForeachStatement", "ASTWhileStatement", "ASTDoWhileStatement", "ASTContinue", "ASTBreak"));
        reasons.put(
                "statements are not allowed in ${…}; a choice is written test ? a : b",
                List.of(
                        "ASTIfStatement",
                        "ASTReturnStatement",
                        "ASTBlock",
                        "ASTSwitchStatement",
                        "ASTSwitchExpression",
                        "ASTCaseStatement",
                        "ASTCaseExpression",
                        "ASTThrowStatement",
                        "ASTTryStatement",
                        "ASTTryResources"));
        reasons.put("functions cannot be defined in ${…}", List.of("ASTJexlLambda", "ASTJexlScript"));
        reasons.put(SAFE_ACCESS, List.of("ASTIdentifierAccessSafe", "ASTIdentifierAccessSafeJxlt"));
        reasons.put(
                "bit operators are not allowed in ${…}; logic is written &&, || and !",
                List.of(
                        "ASTBitwiseAndNode",
                        "ASTBitwiseOrNode",
                        "ASTBitwiseXorNode",
                        "ASTBitwiseComplNode",
                        "ASTShiftLeftNode",
                        "ASTShiftRightNode",
                        "ASTShiftRightUnsignedNode"));
        reasons.put("'===' and '!==' are not allowed in ${…}; write == or !=", List.of("ASTEQSNode", "ASTNESNode"));
        reasons.put("ranges are not allowed in ${…}", List.of("ASTRangeNode"));
        reasons.put("'instanceof' is not allowed in ${…}", List.of("ASTInstanceOf", "ASTNotInstanceOf"));
        reasons.put("a pattern is written in quotes: text =~ '…'", List.of("ASTRegexLiteral"));
        reasons.put("sets are not allowed in ${…}; a list is written [a, b]", List.of("ASTSetLiteral"));
        reasons.put("'...' is not allowed in ${…}", List.of("ASTExtendedLiteral"));
        reasons.put("a '+' before a value does nothing; leave it out", List.of("ASTUnaryPlusNode"));
        return reasons;
    }
}
