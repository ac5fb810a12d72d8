package io.opdbus.core.expression;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.jexl3.parser.ASTArrayAccess;
import org.apache.commons.jexl3.parser.ASTIdentifierAccess;
import org.apache.commons.jexl3.parser.ASTNumberLiteral;
import org.apache.commons.jexl3.parser.ASTStringLiteral;
import org.apache.commons.jexl3.parser.JexlNode;

/** Reads what follows the first part of a reference in JEXL's syntax tree. */
final class Paths {

    /** The path as the analysis and as the evaluation sees it; both have one element for each segment. */
    record Path(List<Reference.Segment> segments, List<Step> steps) {}

    private final NodeBuilder builder;
    private final Literals literals;

    Paths(NodeBuilder builder, Literals literals) {
        this.builder = builder;
        this.literals = literals;
    }

    Path after(JexlNode reference) {
        Path path = new Path(new ArrayList<>(), new ArrayList<>());
        for (int i = 1; i < reference.jjtGetNumChildren(); i++) {
            JexlNode part = reference.jjtGetChild(i);
            if (part.getClass() == ASTIdentifierAccess.class) {
                add(path, named((ASTIdentifierAccess) part, reference));
            } else if (part instanceof ASTArrayAccess access) {
                addBrackets(path, access);
            } else {
                throw builder.refused(part);
            }
        }
        return path;
    }

    private Reference.Segment named(ASTIdentifierAccess access, JexlNode reference) {
        String name = access.getName();
        if (Reference.isName(name)) {
            return new Reference.Segment.Key(name);
        }
        if (access.getIdentifier() instanceof Integer index) {
            return new Reference.Segment.Index(index);
        }
        throw new SyntaxFailure(
                literals.offset(reference), "the key '" + name + "' is written in brackets: ['" + name + "']");
    }

    private void addBrackets(Path path, ASTArrayAccess access) {
        for (int i = 0; i < access.jjtGetNumChildren(); i++) {
            JexlNode selector = access.jjtGetChild(i);
            if (access.isSafeChild(i)) {
                throw new SyntaxFailure(literals.offset(access), Refusals.SAFE_ACCESS);
            }
            if (selector.getClass() == ASTStringLiteral.class) {
                add(path, new Reference.Segment.Key(literals.string(selector)));
            } else if (selector.getClass() == ASTNumberLiteral.class
                    && literals.number(selector) instanceof Long index
                    && index <= Integer.MAX_VALUE) {
                add(path, new Reference.Segment.Index(index.intValue()));
            } else {
                path.segments().add(new Reference.Segment.Dynamic());
                path.steps().add(new Step.Computed(builder.build(selector)));
            }
        }
    }

    private static void add(Path path, Reference.Segment segment) {
        path.segments().add(segment);
        path.steps().add(Step.of(segment));
    }
}
