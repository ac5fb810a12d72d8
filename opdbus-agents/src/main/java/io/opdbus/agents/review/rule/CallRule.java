package io.opdbus.agents.review.rule;

import io.opdbus.agents.review.source.Language;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A call that breaks a rule.
 *
 * @param rule the rule
 * @param languages where
 * @param names what is called. {@code a.b} is met by that name and by longer ones that end so, {@code *.b} by {@code b} on
 *     anything, and a name without a dot by itself alone
 * @param test what must be true of the call
 */
public record CallRule(Rule rule, Set<Language> languages, List<String> names, CallTest test) {
    /** The languages of the Java virtual machine. */
    public static final Set<Language> JVM = EnumSet.of(Language.JAVA, Language.KOTLIN);

    /** JavaScript and TypeScript. */
    public static final Set<Language> SCRIPT = EnumSet.of(Language.JAVASCRIPT, Language.TYPESCRIPT);

    /** C and C++. */
    public static final Set<Language> NATIVE = EnumSet.of(Language.C, Language.CPP);

    /** Copies. */
    public CallRule {
        names = List.copyOf(names);
    }

    /** Any call of these names. */
    public static CallRule of(Rule rule, Set<Language> languages, String... names) {
        return new CallRule(rule, languages, List.of(names), CallTest.ALWAYS);
    }

    /** Any call of these names, in one language. */
    public static CallRule of(Rule rule, Language language, String... names) {
        return of(rule, EnumSet.of(language), names);
    }

    /** The same, only if this is true of the call too. */
    public CallRule when(CallTest more) {
        return new CallRule(rule, languages, names, test == CallTest.ALWAYS ? more : test.and(more));
    }

    static boolean named(String pattern, String name) {
        if (pattern.startsWith("*.")) {
            return name.endsWith(pattern.substring(1));
        }
        return name.equals(pattern)
                || pattern.indexOf('.') > 0
                        && name.endsWith(pattern)
                        && (name.charAt(name.length() - pattern.length() - 1) == '.'
                                || name.charAt(name.length() - pattern.length() - 1) == '/');
    }
}
