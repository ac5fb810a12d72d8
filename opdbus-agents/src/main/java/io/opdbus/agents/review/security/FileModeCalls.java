package io.opdbus.agents.review.security;

import static io.opdbus.agents.review.rule.CallRule.JVM;
import static io.opdbus.agents.review.rule.CallRule.NATIVE;
import static io.opdbus.agents.review.rule.CallRule.SCRIPT;
import static io.opdbus.agents.review.rule.CallTest.literal;
import static io.opdbus.agents.review.rule.CallTest.mentions;
import static io.opdbus.agents.review.security.SecurityRules.FILE_MODE;
import static io.opdbus.agents.review.source.Language.GO;
import static io.opdbus.agents.review.source.Language.PYTHON;
import static io.opdbus.agents.review.source.Language.RUST;

import io.opdbus.agents.review.rule.CallRule;
import io.opdbus.agents.review.rule.CallTest;
import io.opdbus.agents.review.syntax.Span;
import java.util.List;
import java.util.regex.Pattern;

/** Calls that let everybody write. */
final class FileModeCalls {
    private static final Pattern MODE = Pattern.compile("[\"']?0?o?(?:777|666)[\"']?");
    private static final CallTest ALL_WRITE = (unit, call) -> {
        for (Span argument : unit.expressions().arguments(call)) {
            int last = argument.to() - 1;
            boolean whole = argument.size() == 1 || unit.code().is(last - 1, "=");
            if (whole && MODE.matcher(unit.code().text(last)).matches()) {
                return true;
            }
        }
        return false;
    };
    private static final CallTest NOT_OWNER_ONLY = (unit, call) -> {
        List<Span> all = unit.expressions().arguments(call);
        return all.size() == 2
                && unit.code().is(all.get(0).from(), "true")
                && unit.code().is(all.get(1).from(), "false");
    };

    private FileModeCalls() {}

    static List<CallRule> table() {
        return List.of(
                CallRule.of(FILE_MODE, JVM, "PosixFilePermissions.fromString").when(literal(0, "^.......w.$")),
                CallRule.of(FILE_MODE, JVM, "*.setWritable").when(NOT_OWNER_ONLY),
                CallRule.of(FILE_MODE, PYTHON, "os.chmod", "*.chmod", "os.fchmod")
                        .when(ALL_WRITE),
                CallRule.of(FILE_MODE, PYTHON, "os.chmod", "*.chmod").when(mentions("S_IRWXO", "S_IWOTH")),
                CallRule.of(FILE_MODE, SCRIPT, "fs.chmod", "fs.chmodSync", "fs/promises.chmod", "*.chmod")
                        .when(ALL_WRITE),
                CallRule.of(FILE_MODE, GO, "os.Chmod", "*.Chmod").when(ALL_WRITE),
                CallRule.of(FILE_MODE, RUST, "Permissions.from_mode", "*.set_mode")
                        .when(ALL_WRITE),
                CallRule.of(FILE_MODE, NATIVE, "chmod", "fchmod", "fchmodat").when(ALL_WRITE));
    }
}
