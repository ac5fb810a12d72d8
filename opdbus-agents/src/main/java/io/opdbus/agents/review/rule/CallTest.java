package io.opdbus.agents.review.rule;

import io.opdbus.agents.review.syntax.CallSite;
import io.opdbus.agents.review.syntax.SourceUnit;
import io.opdbus.agents.review.syntax.Span;
import java.util.regex.Pattern;

/** A question about one call. */
@FunctionalInterface
public interface CallTest {
    /** Any call will do. */
    CallTest ALWAYS = (unit, call) -> true;

    /** Whether the call is meant. */
    boolean test(SourceUnit unit, CallSite call);

    /** Both this and another. */
    default CallTest and(CallTest other) {
        return (unit, call) -> test(unit, call) && other.test(unit, call);
    }

    /** Not this. */
    default CallTest not() {
        return (unit, call) -> !test(unit, call);
    }

    /** The argument is there, and its value is not written out in the source. */
    static CallTest dynamic(int argument) {
        return (unit, call) -> {
            Span span = unit.expressions().argument(call, argument);
            return !span.isEmpty() && !unit.expressions().isConstant(span);
        };
    }

    /** The argument is there, and its value is written out in the source. */
    static CallTest constant(int argument) {
        return (unit, call) -> unit.expressions().isConstant(unit.expressions().argument(call, argument));
    }

    /** The argument is a plain string literal, or a variable set to one, whose text matches. */
    static CallTest literal(int argument, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return (unit, call) -> {
            Span span = unit.expressions().argument(call, argument);
            if (span.size() == 1 && unit.code().isWord(span.from())) {
                span = unit.expressions()
                        .assigned(unit.code().text(span.from()), span.from())
                        .orElse(span);
            }
            return !span.isEmpty()
                    && unit.code().isString(span.from())
                    && pattern.matcher(unit.code().content(span.from())).find();
        };
    }

    /** The keyword argument is given and begins with this word. */
    static CallTest keyword(String name, String value) {
        return (unit, call) -> unit.expressions()
                .keyword(call, name)
                .filter(span -> unit.code().is(span.from(), value))
                .isPresent();
    }

    /** This word or operator occurs among the arguments. */
    static CallTest mentions(String... words) {
        return (unit, call) -> {
            int limit = Math.min(call.args().to(), call.args().from() + 1_000);
            for (int i = call.args().from(); i < limit; i++) {
                if (unit.code().isAny(i, words)) {
                    return true;
                }
            }
            return false;
        };
    }

    /** This word occurs anywhere in the code of the file. */
    static CallTest fileMentions(String... words) {
        return (unit, call) -> {
            for (String word : words) {
                if (unit.places(word).length > 0) {
                    return true;
                }
            }
            return false;
        };
    }

    /** There are exactly so many arguments. */
    static CallTest arguments(int count) {
        return (unit, call) -> unit.expressions().arguments(call).size() == count;
    }
}
