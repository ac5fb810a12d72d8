package io.opdbus.agents.review.security;

import io.opdbus.agents.review.rule.Check;
import io.opdbus.agents.review.rule.Reporter;
import io.opdbus.agents.review.rule.Rule;
import io.opdbus.agents.review.source.Language;
import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.syntax.CallSite;
import io.opdbus.agents.review.syntax.SourceUnit;
import io.opdbus.agents.review.token.Tokens;
import java.util.List;
import java.util.Set;

/** Settings that switch the check of certificates off. */
final class TlsSettingCheck implements Check {
    private static final Set<String> HTTP_METHODS = Set.of(
            "get",
            "post",
            "put",
            "patch",
            "delete",
            "head",
            "options",
            "request",
            "Session",
            "Client",
            "AsyncClient",
            "stream");

    @Override
    public List<Rule> rules() {
        return List.of(SecurityRules.TLS);
    }

    @Override
    public boolean reads(SourceFile file) {
        return file.language().kind() == Language.Kind.CODE && file.language() != Language.SHELL;
    }

    @Override
    public void inspect(SourceUnit unit, Reporter reporter) {
        for (int i = 0; i < unit.code().size(); i++) {
            if (unit.code().isWord(i) && switchedOff(unit, i)) {
                if (!unit.outline().inSignature(i)) {
                    reporter.at(SecurityRules.TLS, unit, i);
                }
            }
        }
        for (CallSite call : unit.calls()) {
            if (switchedOff(unit, call)) {
                reporter.at(SecurityRules.TLS, unit, call.word(), call.simpleName());
            }
        }
    }

    private static boolean switchedOff(SourceUnit unit, int at) {
        Tokens code = unit.code();
        return switch (unit.language()) {
            case PYTHON ->
                code.is(at, "check_hostname") && code.is(at + 1, "=") && code.is(at + 2, "False")
                        || code.is(at, "CERT_NONE") && assigned(code, at)
                        || code.is(at, "_create_unverified_context") && !code.is(at - 1, "def")
                        || code.is(at, "verify")
                                && code.is(at - 1, ".")
                                && code.is(at + 1, "=")
                                && code.is(at + 2, "False");
            case JAVASCRIPT, TYPESCRIPT ->
                code.isAny(at, "rejectUnauthorized", "strictSSL")
                                && code.isAny(at + 1, ":", "=")
                                && code.is(at + 2, "false")
                        || code.is(at, "NODE_TLS_REJECT_UNAUTHORIZED")
                                && code.is(at + 1, "=")
                                && code.text(at + 2).matches("[\"'`]?0[\"'`]?");
            case GO -> code.is(at, "InsecureSkipVerify") && code.isAny(at + 1, ":", "=") && code.is(at + 2, "true");
            case JAVA, KOTLIN ->
                code.isAny(at, "ALLOW_ALL_HOSTNAME_VERIFIER", "NoopHostnameVerifier", "TrustAllStrategy")
                                && !code.isAny(at - 1, "class")
                                && !isImport(code, at)
                        || hostnameLambda(code, at);
            case RUST -> code.is(at, "SslVerifyMode") && code.is(at + 2, "NONE");
            default -> false;
        };
    }

    private static boolean switchedOff(SourceUnit unit, CallSite call) {
        Tokens code = unit.code();
        String name = call.simpleName();
        int first = call.args().from();
        return switch (unit.language()) {
            case PYTHON ->
                HTTP_METHODS.contains(name)
                        && unit.expressions()
                                .keyword(call, "verify")
                                .filter(value -> code.is(value.from(), "False"))
                                .isPresent();
            case RUST ->
                Set.of("danger_accept_invalid_certs", "danger_accept_invalid_hostnames")
                                .contains(name)
                        && code.is(first, "true");
            case C, CPP ->
                name.equals("curl_easy_setopt") && curlUnchecked(unit, call)
                        || name.equals("SSL_CTX_set_verify")
                                && code.is(unit.expressions().argument(call, 1).from(), "SSL_VERIFY_NONE");
            default -> false;
        };
    }

    private static boolean curlUnchecked(SourceUnit unit, CallSite call) {
        int option = unit.expressions().argument(call, 1).from();
        String value = unit.code().text(unit.expressions().argument(call, 2).from());
        return unit.code().isAny(option, "CURLOPT_SSL_VERIFYPEER", "CURLOPT_SSL_VERIFYHOST")
                && (value.matches("0[lL]?") || value.equalsIgnoreCase("false"));
    }

    /** Given as a value, not compared with. */
    private static boolean assigned(Tokens code, int at) {
        int before = code.is(at - 1, ".") ? at - 3 : at - 1;
        return code.isAny(before, "=", "return") || code.is(before, ",") && code.is(before - 1, "context");
    }

    private static boolean isImport(Tokens code, int at) {
        for (int i = at; i > at - 20 && i >= 0 && !code.is(i, ";"); i--) {
            if (code.is(i, "import")) {
                return true;
            }
        }
        return false;
    }

    /** {@code setHostnameVerifier((host, session) -> true)} and the same as a trailing lambda. */
    private static boolean hostnameLambda(Tokens code, int at) {
        if (!code.text(at).toLowerCase(java.util.Locale.ROOT).endsWith("hostnameverifier")) {
            return false;
        }
        for (int i = at + 1; i < at + 14; i++) {
            if (code.is(i, "->")) {
                return code.is(i + 1, "true") && !code.isAny(i + 2, "&&", "==");
            }
            if (code.is(i, ";")) {
                return false;
            }
        }
        return false;
    }
}
