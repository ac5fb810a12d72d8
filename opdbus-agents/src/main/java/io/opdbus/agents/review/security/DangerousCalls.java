package io.opdbus.agents.review.security;

import static io.opdbus.agents.review.rule.CallRule.JVM;
import static io.opdbus.agents.review.rule.CallRule.NATIVE;
import static io.opdbus.agents.review.rule.CallRule.SCRIPT;
import static io.opdbus.agents.review.rule.CallTest.arguments;
import static io.opdbus.agents.review.rule.CallTest.dynamic;
import static io.opdbus.agents.review.rule.CallTest.fileMentions;
import static io.opdbus.agents.review.rule.CallTest.keyword;
import static io.opdbus.agents.review.rule.CallTest.literal;
import static io.opdbus.agents.review.rule.CallTest.mentions;
import static io.opdbus.agents.review.security.SecurityRules.COMMAND;
import static io.opdbus.agents.review.security.SecurityRules.DESERIALIZE;
import static io.opdbus.agents.review.security.SecurityRules.EVAL;
import static io.opdbus.agents.review.security.SecurityRules.FORMAT;
import static io.opdbus.agents.review.security.SecurityRules.MARKUP;
import static io.opdbus.agents.review.security.SecurityRules.MEMORY;
import static io.opdbus.agents.review.source.Language.PYTHON;

import io.opdbus.agents.review.rule.CallRule;
import io.opdbus.agents.review.rule.CallTest;
import io.opdbus.agents.review.syntax.Span;
import java.util.List;

/** Calls that hand values to a shell, an interpreter, a deserializer or unbounded memory. */
final class DangerousCalls {
    private static final CallTest CONCATENATED = (unit, call) -> {
        Span argument = unit.expressions().argument(call, 0);
        if (argument.size() == 1 && unit.code().isWord(argument.from())) {
            argument = unit.expressions()
                    .assigned(unit.code().text(argument.from()), argument.from())
                    .orElse(argument);
        }
        boolean text = false;
        boolean joined = false;
        for (int i = argument.from(); i < argument.to(); i++) {
            text |= unit.code().isString(i);
            joined |= unit.code().isAny(i, "+", "format", "formatted")
                    || unit.code().isInterpolated(i);
        }
        return text && joined && !unit.expressions().isConstant(argument);
    };
    private static final CallTest USER_IMPORTS_SCRIPTING =
            (unit, call) -> unit.imports().uses("javax.script");
    private static final CallTest LAST_DYNAMIC = (unit, call) -> {
        List<Span> all = unit.expressions().arguments(call);
        return !all.isEmpty() && !unit.expressions().isConstant(all.get(all.size() - 1));
    };

    private DangerousCalls() {}

    static List<CallRule> table() {
        return List.of(
                CallRule.of(COMMAND, JVM, "Runtime.getRuntime().exec", "runtime.exec")
                        .when(CONCATENATED),
                CallRule.of(
                                COMMAND,
                                PYTHON,
                                "os.system",
                                "os.popen",
                                "subprocess.getoutput",
                                "subprocess.getstatusoutput",
                                "asyncio.create_subprocess_shell")
                        .when(dynamic(0)),
                CallRule.of(
                                COMMAND,
                                PYTHON,
                                "subprocess.run",
                                "subprocess.call",
                                "subprocess.check_call",
                                "subprocess.check_output",
                                "subprocess.Popen")
                        .when(keyword("shell", "True"))
                        .when(dynamic(0)),
                CallRule.of(COMMAND, SCRIPT, "child_process.exec", "child_process.execSync", "shelljs.exec")
                        .when(dynamic(0)),
                CallRule.of(COMMAND, NATIVE, "system", "popen", "std.system").when(dynamic(0)),
                CallRule.of(EVAL, PYTHON, "eval", "exec", "builtins.eval", "builtins.exec")
                        .when(dynamic(0)),
                CallRule.of(
                                EVAL,
                                SCRIPT,
                                "eval",
                                "window.eval",
                                "globalThis.eval",
                                "vm.runInThisContext",
                                "vm.runInNewContext")
                        .when(dynamic(0)),
                CallRule.of(EVAL, SCRIPT, "new Function").when(LAST_DYNAMIC),
                CallRule.of(EVAL, JVM, "*.eval").when(USER_IMPORTS_SCRIPTING).when(dynamic(0)),
                CallRule.of(
                                DESERIALIZE,
                                JVM,
                                "new ObjectInputStream",
                                "new XMLDecoder",
                                "ObjectInputStream",
                                "XMLDecoder")
                        .when(fileMentions("readObject"))
                        .when(fileMentions("setObjectInputFilter", "ObjectInputFilter")
                                .not()),
                CallRule.of(DESERIALIZE, JVM, "new Yaml", "org.yaml.snakeyaml.Yaml")
                        .when(arguments(0)),
                CallRule.of(DESERIALIZE, JVM, "*.enableDefaultTyping"),
                CallRule.of(
                                DESERIALIZE,
                                PYTHON,
                                "pickle.load",
                                "pickle.loads",
                                "pickle.Unpickler",
                                "cPickle.loads",
                                "cPickle.load",
                                "dill.load",
                                "dill.loads",
                                "marshal.loads",
                                "marshal.load",
                                "jsonpickle.decode",
                                "pandas.read_pickle",
                                "joblib.load",
                                "yaml.unsafe_load")
                        .when(mentions("dumps").not()),
                CallRule.of(DESERIALIZE, PYTHON, "yaml.load", "yaml.load_all")
                        .when(mentions("SafeLoader", "CSafeLoader", "BaseLoader", "CBaseLoader", "FullLoader")
                                .not()),
                CallRule.of(
                        DESERIALIZE, SCRIPT, "node-serialize.unserialize", "serialize.unserialize", "v8.deserialize"),
                CallRule.of(MARKUP, SCRIPT, "document.write", "document.writeln")
                        .when(dynamic(0)),
                CallRule.of(MARKUP, SCRIPT, "*.insertAdjacentHTML")
                        .when(dynamic(1))
                        .when(MarkupCheck.CLEANED.not()),
                CallRule.of(
                                MARKUP,
                                PYTHON,
                                "django.utils.safestring.mark_safe",
                                "markupsafe.Markup",
                                "mark_safe",
                                "Markup")
                        .when(dynamic(0))
                        .when(mentions("escape", "conditional_escape", "format_html")
                                .not()),
                CallRule.of(MEMORY, NATIVE, "gets"),
                CallRule.of(MEMORY, NATIVE, "strcpy", "strcat", "std.strcpy", "std.strcat", "stpcpy", "wcscpy")
                        .when(dynamic(1)),
                CallRule.of(MEMORY, NATIVE, "sprintf", "std.sprintf", "vsprintf")
                        .when((unit, call) -> dynamic(1).test(unit, call)
                                || literal(1, "%[-+ #0]*[0-9]*s").test(unit, call)),
                CallRule.of(MEMORY, NATIVE, "scanf").when(literal(0, "%s")),
                CallRule.of(MEMORY, NATIVE, "fscanf", "sscanf").when(literal(1, "%s")),
                CallRule.of(FORMAT, NATIVE, "printf").when(arguments(1)).when(dynamic(0)),
                CallRule.of(FORMAT, NATIVE, "fprintf", "syslog", "sprintf")
                        .when(arguments(2))
                        .when(dynamic(1)),
                CallRule.of(FORMAT, NATIVE, "snprintf").when(arguments(3)).when(dynamic(2)));
    }
}
