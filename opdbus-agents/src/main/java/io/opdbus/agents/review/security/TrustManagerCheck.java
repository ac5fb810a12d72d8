package io.opdbus.agents.review.security;

import io.opdbus.agents.review.rule.CallRule;
import io.opdbus.agents.review.rule.Check;
import io.opdbus.agents.review.rule.Reporter;
import io.opdbus.agents.review.rule.Rule;
import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.syntax.Block;
import io.opdbus.agents.review.syntax.BlockKind;
import io.opdbus.agents.review.syntax.SourceUnit;
import io.opdbus.agents.review.syntax.Span;
import io.opdbus.agents.review.token.Tokens;
import java.util.List;

/** Trust managers that trust everybody, and host name verifiers that accept every name. */
final class TrustManagerCheck implements Check {
    @Override
    public List<Rule> rules() {
        return List.of(SecurityRules.TLS);
    }

    @Override
    public boolean reads(SourceFile file) {
        return CallRule.JVM.contains(file.language())
                && (file.text().contains("checkServerTrusted") || file.text().contains("SSLSession"));
    }

    @Override
    public void inspect(SourceUnit unit, Reporter reporter) {
        Tokens code = unit.code();
        for (Block block : unit.outline().blocks()) {
            if (block.kind() != BlockKind.FUNCTION) {
                continue;
            }
            Span body = block.body();
            boolean nothing = body.isEmpty() || body.size() <= 2 && code.is(body.from(), "return");
            boolean yes = code.is(body.from(), "return") && code.is(body.from() + 1, "true");
            boolean verifier = block.name().equals("verify")
                    && unit.expressions().mentions(new Span(block.header(), body.from()), "SSLSession");
            if (block.name().equals("checkServerTrusted") && nothing || verifier && yes) {
                reporter.at(SecurityRules.TLS, unit, block.header(), block.name());
            }
        }
    }
}
