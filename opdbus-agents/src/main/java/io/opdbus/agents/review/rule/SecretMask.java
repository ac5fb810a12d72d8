package io.opdbus.agents.review.rule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides secrets in a line before anybody is shown it: credentials of known form, and values given to secret-like names. */
public final class SecretMask {
    private static final String HIDDEN = "****";
    private static final Pattern HINT = Pattern.compile("(?i)pass|pwd|secret|token|credential|key");
    private static final Pattern NAMED = Pattern.compile(
            "(?i)((?:password|passwd|passphrase|pwd|secret|token|credential|api_?-?key|access_?-?key|private_?-?key)[\\w-]{0,20}"
                    + "[\"']?\\]?\\s{0,4}(?::\\s?[\\w<>?&']{1,30}\\s?)?(?:=>|[:=,])\\s{0,4}[a-z]{0,2}[\"'`])([^\"'`\\s]{4,})");
    private static final Pattern BARE = Pattern.compile(
            "(?i)^([\\w.-]*(?:password|passwd|secret|token|api_?-?key)[\\w.-]{0,20}\\s{0,4}[:=]\\s{0,4})([^\\s\"'(${<]{4,})$");
    private static final Pattern IN_ADDRESS = Pattern.compile("(://[^\\s/:@\"']{1,80}:)([^\\s/@\"']{1,120})(?=@)");
    private static final Pattern BASE64_RUN = Pattern.compile("[A-Za-z0-9+/]{40,}={0,2}");

    private SecretMask() {}

    /** The line with secrets replaced by their first characters and asterisks. */
    public static String mask(String line) {
        String masked = line;
        for (SecretFormat format : SecretFormat.ALL) {
            if (masked.contains(format.start())) {
                masked = format.pattern().matcher(masked).replaceAll(found -> visible(found.group()));
            }
        }
        if (HINT.matcher(masked).find()) {
            masked = NAMED.matcher(masked).replaceAll(found -> Matcher.quoteReplacement(found.group(1)) + HIDDEN);
            masked = BARE.matcher(masked).replaceAll(found -> Matcher.quoteReplacement(found.group(1)) + HIDDEN);
        }
        masked = IN_ADDRESS.matcher(masked).replaceAll(found -> Matcher.quoteReplacement(found.group(1)) + HIDDEN);
        return masked.contains("PRIVATE KEY") ? BASE64_RUN.matcher(masked).replaceAll(HIDDEN) : masked;
    }

    private static String visible(String secret) {
        return Matcher.quoteReplacement(secret.substring(0, 4) + HIDDEN);
    }
}
