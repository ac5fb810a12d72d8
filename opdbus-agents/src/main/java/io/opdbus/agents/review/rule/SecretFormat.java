package io.opdbus.agents.review.rule;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A kind of credential that is told by its form alone.
 *
 * @param name what it is
 * @param start a fixed part of it that is cheap to look for
 * @param pattern the whole of it
 */
public record SecretFormat(String name, String start, Pattern pattern) {
    /** The formats known, each distinctive enough to stand without context. */
    public static final List<SecretFormat> ALL = List.of(
            format("AWS access key id", "AKIA", "\\bAKIA[0-9A-Z]{16}\\b"),
            format("AWS temporary access key id", "ASIA", "\\bASIA[0-9A-Z]{16}\\b"),
            format("GitHub token", "gh", "\\bgh[pousr]_[A-Za-z0-9]{36,255}\\b"),
            format("GitHub token", "github_pat_", "\\bgithub_pat_[A-Za-z0-9_]{60,255}\\b"),
            format("GitLab token", "glpat-", "\\bglpat-[A-Za-z0-9_-]{20,64}"),
            format("Slack token", "xox", "\\bxox[abeprs]-[0-9A-Za-z-]{20,250}"),
            format("Slack webhook", "hooks.slack.com", "hooks\\.slack\\.com/services/T\\w{6,}/B\\w{6,}/\\w{20,}"),
            format("Google API key", "AIza", "\\bAIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])"),
            format("Stripe live key", "_live_", "\\b[rs]k_live_[0-9A-Za-z]{20,250}\\b"),
            format("npm token", "npm_", "\\bnpm_[A-Za-z0-9]{36}\\b"),
            format("PyPI token", "pypi-", "\\bpypi-AgEI[A-Za-z0-9_-]{50,1000}"),
            format("SendGrid key", "SG.", "\\bSG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}"),
            format("OpenAI key", "sk-", "\\bsk-(?:proj-)?[A-Za-z0-9]{40,200}\\b"),
            format("Anthropic key", "sk-ant-", "\\bsk-ant-[A-Za-z0-9_-]{60,200}"),
            format(
                    "JSON Web Token",
                    "eyJ",
                    "\\beyJ[A-Za-z0-9_-]{10,500}\\.eyJ[A-Za-z0-9_-]{10,2000}\\.[A-Za-z0-9_-]{20,1000}"));

    private static SecretFormat format(String name, String start, String pattern) {
        return new SecretFormat(name, start, Pattern.compile(pattern));
    }
}
