package io.opdbus.agents.review.security;

import static io.opdbus.agents.review.security.SecurityRules.RANDOM;

import io.opdbus.agents.review.rule.Check;
import io.opdbus.agents.review.rule.Names;
import io.opdbus.agents.review.rule.Reporter;
import io.opdbus.agents.review.rule.Rule;
import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.syntax.Block;
import io.opdbus.agents.review.syntax.CallSite;
import io.opdbus.agents.review.syntax.SourceUnit;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Predictable random numbers where the names around say that a secret is made. */
final class WeakRandomCheck implements Check {
    private static final Set<String> SECRETS = Set.of(
            "password",
            "passwd",
            "passphrase",
            "token",
            "secret",
            "nonce",
            "salt",
            "otp",
            "csrf",
            "apikey",
            "credential",
            "pin",
            "iv");
    private static final Pattern KEYS =
            Pattern.compile("(?i)session_?id|(?:api|secret|encryption|signing)_?key|generate_?key");
    private static final Set<String> NOT_SECRETS = Set.of(
            "tokens", "tokenizer", "tokenize", "lexer", "vocab", "embedding", "jitter", "sample", "shuffle", "mask");
    private static final Pattern GO_RANDOM =
            Pattern.compile("math/rand(?:/v2)?\\.(?:Int|Intn|Int31n?|Int63n?|Uint32|Uint64|Read|Float64|Perm|IntN)");
    private static final Pattern C_RANDOM = Pattern.compile("(?:std\\.)?(?:rand|random|drand48|lrand48|rand_r)");
    private static final Pattern JVM_SINGLETON = Pattern.compile("Random\\.next\\w+");
    private static final Pattern PYTHON_RANDOM =
            Pattern.compile("random\\.(?:random|randint|choice|choices|randrange|getrandbits|sample|uniform)");

    @Override
    public List<Rule> rules() {
        return List.of(RANDOM);
    }

    @Override
    public boolean reads(SourceFile file) {
        return file.language().kind() == Language.Kind.CODE;
    }

    @Override
    public void inspect(SourceUnit unit, Reporter reporter) {
        for (CallSite call : unit.calls()) {
            if (weak(unit.language(), call.resolved(), call.name()) && forSecret(unit, call)) {
                reporter.at(RANDOM, unit, call.word(), call.simpleName());
            }
        }
        if (unit.language() == Language.SHELL) {
            shell(unit, reporter);
        }
    }

    private static boolean weak(Language language, String resolved, String name) {
        return switch (language) {
            case JAVA, KOTLIN ->
                name.equals("new Random")
                        || resolved.equals("java.util.Random")
                        || resolved.equals("new java.util.Random")
                        || name.equals("Math.random")
                        || JVM_SINGLETON.matcher(name).matches()
                        || name.startsWith("ThreadLocalRandom.current().")
                        || name.startsWith("RandomStringUtils.random");
            case PYTHON -> PYTHON_RANDOM.matcher(resolved).matches();
            case JAVASCRIPT, TYPESCRIPT -> name.equals("Math.random");
            case GO -> GO_RANDOM.matcher(resolved).matches();
            case C, CPP -> C_RANDOM.matcher(name).matches();
            default -> false;
        };
    }

    private static boolean forSecret(SourceUnit unit, CallSite call) {
        Set<String> words = Names.around(unit, call.word());
        boolean secret = Names.share(words, SECRETS) || namesKey(unit, call);
        return secret && !Names.share(words, NOT_SECRETS);
    }

    private static boolean namesKey(SourceUnit unit, CallSite call) {
        int line = unit.code().line(call.word());
        String function = unit.outline().function(call.word()).map(Block::name).orElse("");
        return KEYS.matcher(unit.file().lines().line(line)).find()
                || KEYS.matcher(function).find();
    }

    private static void shell(SourceUnit unit, Reporter reporter) {
        for (int i = 0; i < unit.code().size(); i++) {
            boolean random = unit.code().content(i).contains("$RANDOM");
            if (random && Names.share(Names.around(unit, i), SECRETS)) {
                reporter.at(RANDOM, unit, i, "$RANDOM");
            }
        }
    }
}
