package io.opdbus.agents.review.security;

import io.opdbus.agents.review.rule.Names;
import io.opdbus.agents.review.rule.SecretFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells by a name and a value whether a secret is written out. */
final class SecretNames {
    private static final Set<String> PASSWORDS = Set.of("password", "passwd", "passphrase", "pwd", "pass");
    private static final Set<String> KEYS =
            Set.of("secret", "token", "apikey", "credential", "credentials", "secretkey", "accesskey");
    private static final Set<String> KEY_KINDS = Set.of(
            "api", "secret", "access", "private", "signing", "encryption", "auth", "account", "master", "session");
    private static final Set<String> ABOUT = Set.of(
            "url",
            "uri",
            "path",
            "file",
            "filename",
            "name",
            "id",
            "ids",
            "header",
            "field",
            "type",
            "prefix",
            "suffix",
            "pattern",
            "regex",
            "label",
            "length",
            "len",
            "size",
            "count",
            "env",
            "var",
            "variable",
            "param",
            "parameter",
            "policy",
            "hint",
            "message",
            "msg",
            "error",
            "prompt",
            "title",
            "text",
            "description",
            "endpoint",
            "expiry",
            "ttl",
            "format",
            "class",
            "kind",
            "mode",
            "scope",
            "input",
            "attr",
            "attribute",
            "property",
            "column",
            "table",
            "ref",
            "arn",
            "provider",
            "hash",
            "algorithm",
            "strategy",
            "placeholder",
            "tokenizer",
            "separator",
            "key_name",
            "location",
            "version",
            "required");

    private static final Pattern REPEATED = Pattern.compile("^(?:my|the)?(?:password|passwort|passwd|secret|token)");

    private SecretNames() {}

    static boolean suspicious(String name, String value) {
        List<String> words = Names.words(name);
        if (words.isEmpty() || words.size() > 8 || ABOUT.contains(words.get(words.size() - 1))) {
            return false;
        }
        if (value.length() > 200
                || value.isBlank()
                || Placeholders.matches(value)
                || shaped(value)
                || named(name, value)
                || known(value)) {
            return false;
        }
        if (words.stream().anyMatch(PASSWORDS::contains)) {
            return value.length() >= 6 && mixed(value);
        }
        boolean key = words.stream().anyMatch(KEYS::contains);
        for (int i = 1; i < words.size(); i++) {
            key |= words.get(i).equals("key") && KEY_KINDS.contains(words.get(i - 1));
        }
        return key && value.length() >= 16 && mixed(value) && Placeholders.entropy(value) >= 3.2;
    }

    /** A value that only repeats its name, as in tables of keys. */
    private static boolean named(String name, String value) {
        String joined = String.join("", Names.words(value));
        return joined.contains(String.join("", Names.words(name)))
                || REPEATED.matcher(joined).find();
    }

    /** A value whose form alone tells what it is; another rule speaks of it. */
    private static boolean known(String value) {
        return SecretFormat.ALL.stream()
                .anyMatch(format -> format.pattern().matcher(value).find());
    }

    /** Letters together with digits or punctuation that words do not have. */
    private static boolean mixed(String value) {
        boolean letter = value.chars().anyMatch(Character::isLetter);
        boolean digit = value.chars().anyMatch(Character::isDigit);
        boolean sign = value.chars().anyMatch(c -> "!@#$%^&*+=?".indexOf(c) >= 0);
        return letter && (digit || sign);
    }

    /** Values of another kind: sentences, paths, addresses, dotted or dashed words, names of variables, templates. */
    private static boolean shaped(String value) {
        return value.indexOf(' ') >= 0
                || value.contains("://")
                || value.startsWith("/")
                || value.startsWith("./")
                || value.startsWith("$")
                || value.startsWith("%")
                || value.startsWith("@")
                || value.startsWith("#")
                || value.indexOf('{') >= 0
                || value.indexOf('<') >= 0
                || value.indexOf('(') >= 0
                || value.matches("[a-zA-Z]+[0-9]?(?:[._:/-](?:[a-zA-Z]+[0-9]{0,3}|[0-9]{1,3}))+")
                || value.matches("[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
                || value.matches("[a-z]+(?:_[a-z0-9]+)+")
                || value.matches("[a-z]+[0-9]?(?:[A-Z][a-z]+)+[0-9]?");
    }
}
