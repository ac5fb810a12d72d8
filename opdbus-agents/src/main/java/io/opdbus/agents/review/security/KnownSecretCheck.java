package io.opdbus.agents.review.security;

import io.opdbus.agents.review.rule.Check;
import io.opdbus.agents.review.rule.Reporter;
import io.opdbus.agents.review.rule.Rule;
import io.opdbus.agents.review.rule.SecretFormat;
import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.syntax.SourceUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Credentials that are told by their form, private keys, and passwords in addresses; in comments and data files too. */
final class KnownSecretCheck implements Check {
    private static final Pattern KEY_BLOCK =
            Pattern.compile("-----BEGIN (?:[A-Z]{2,10} )?PRIVATE KEY(?: BLOCK)?-----(?:\\\\n|\\\\r|[\\s\"'+,])*"
                    + "(?:[A-Za-z-]+: [^\\n]*\\s+)*[#*/\\s]*[A-Za-z0-9+/=]{40,}");
    private static final Pattern ADDRESS = Pattern.compile(
            "\\b[a-z][a-z0-9+.-]{1,20}://([A-Za-z0-9._%+-]{1,60}):([^\\s/@\"'`<>{}$()\\[\\]]{3,120})@([A-Za-z0-9.-]+)");
    private static final Pattern NO_REAL_HOST =
            Pattern.compile("(?i)(?:.*\\.)?(?:example(?:\\.[a-z]+)?|test|invalid|localhost|host|hostname)"
                    + "|127\\.0\\.0\\.1|0\\.0\\.0\\.0|.*\\.(?:example|test|invalid)");
    private static final Pattern COMMON_WORD = Pattern.compile(
            "(?i)pass(?:word|wd)?|pw|pwd|secret|token|user|admin|root|guest|p|postgres|mysql|redis|key|[*x.]+");

    @Override
    public List<Rule> rules() {
        return List.of(SecurityRules.KNOWN_SECRET, SecurityRules.PRIVATE_KEY, SecurityRules.ADDRESS_SECRET);
    }

    @Override
    public boolean reads(SourceFile file) {
        return true;
    }

    @Override
    public void inspect(SourceUnit unit, Reporter reporter) {
        String text = unit.file().text();
        for (SecretFormat format : SecretFormat.ALL) {
            if (text.contains(format.start())) {
                known(format, unit, reporter);
            }
        }
        if (text.contains("PRIVATE KEY")) {
            Matcher block = KEY_BLOCK.matcher(text);
            while (block.find()) {
                reporter.line(SecurityRules.PRIVATE_KEY, unit, lineOf(unit, block.start()), "");
            }
        }
        if (text.contains("://")) {
            addresses(unit, reporter);
        }
    }

    private void known(SecretFormat format, SourceUnit unit, Reporter reporter) {
        Matcher matcher = format.pattern().matcher(unit.file().text());
        while (matcher.find()) {
            String value = matcher.group();
            String secret =
                    value.substring(Math.min(value.length(), format.start().length()));
            if (!Placeholders.matches(secret) && Placeholders.entropy(secret) > 2.5) {
                reporter.line(SecurityRules.KNOWN_SECRET, unit, lineOf(unit, matcher.start()), format.name());
            }
        }
    }

    private void addresses(SourceUnit unit, Reporter reporter) {
        Matcher matcher = ADDRESS.matcher(unit.file().text());
        while (matcher.find()) {
            String user = matcher.group(1);
            String password = matcher.group(2);
            String host = matcher.group(3);
            boolean common = COMMON_WORD.matcher(password).matches() || password.equalsIgnoreCase(user);
            boolean elsewhere = NO_REAL_HOST.matcher(host).matches();
            if (!common
                    && !elsewhere
                    && !known(password)
                    && !Placeholders.matches(password)
                    && !password.contains("%")) {
                reporter.line(SecurityRules.ADDRESS_SECRET, unit, lineOf(unit, matcher.start()), "");
            }
        }
    }

    private static boolean known(String password) {
        return SecretFormat.ALL.stream()
                .anyMatch(format -> format.pattern().matcher(password).find());
    }

    private static int lineOf(SourceUnit unit, int offset) {
        return unit.file().lines().lineOf(offset);
    }
}
