package io.opdbus.agents.review.security;

import static io.opdbus.agents.review.rule.CallRule.JVM;
import static io.opdbus.agents.review.rule.CallRule.NATIVE;
import static io.opdbus.agents.review.rule.CallRule.SCRIPT;
import static io.opdbus.agents.review.rule.CallTest.keyword;
import static io.opdbus.agents.review.rule.CallTest.literal;
import static io.opdbus.agents.review.security.SecurityRules.HASH;
import static io.opdbus.agents.review.security.SecurityRules.PASSWORD_HASH;
import static io.opdbus.agents.review.source.Language.GO;
import static io.opdbus.agents.review.source.Language.PYTHON;
import static io.opdbus.agents.review.source.Language.RUST;

import io.opdbus.agents.review.rule.CallCheck;
import io.opdbus.agents.review.rule.CallRule;
import io.opdbus.agents.review.rule.Check;
import io.opdbus.agents.review.rule.Names;
import io.opdbus.agents.review.rule.Reporter;
import io.opdbus.agents.review.rule.Rule;
import io.opdbus.agents.review.source.SourceFile;
import io.opdbus.agents.review.syntax.SourceUnit;
import java.util.List;
import java.util.Set;

/** Broken hash functions, told apart by what the names around them say they are for. */
final class HashCheck implements Check {
    private static final String BROKEN = "(?i)^(?:md5|md4|md2|sha-?1)$";
    private static final Set<String> SECRETS = Set.of(
            "password",
            "passwd",
            "pwd",
            "passphrase",
            "secret",
            "token",
            "credential",
            "credentials",
            "signature",
            "sign",
            "hmac",
            "auth",
            "salt",
            "salted");
    private static final Set<String> HARMLESS = Set.of(
            "checksum",
            "checksums",
            "etag",
            "cache",
            "cached",
            "fingerprint",
            "dedup",
            "dedupe",
            "gravatar",
            "bucket",
            "shard",
            "partition",
            "uuid",
            "legacy",
            "git",
            "websocket",
            "content",
            "key",
            "id",
            "compat",
            "crc",
            "digest");

    private final CallCheck calls = new CallCheck(List.of(
            CallRule.of(HASH, JVM, "MessageDigest.getInstance").when(literal(0, BROKEN)),
            CallRule.of(
                    HASH,
                    JVM,
                    "DigestUtils.md5Hex",
                    "DigestUtils.md5",
                    "DigestUtils.sha1Hex",
                    "DigestUtils.sha1",
                    "Hashing.md5",
                    "Hashing.sha1"),
            CallRule.of(HASH, PYTHON, "hashlib.md5", "hashlib.sha1")
                    .when(keyword("usedforsecurity", "False").not()),
            CallRule.of(HASH, PYTHON, "hashlib.new").when(literal(0, BROKEN)),
            CallRule.of(HASH, SCRIPT, "crypto.createHash", "crypto.createHmac")
                    .when(literal(0, "(?i)^(?:md5|md4|sha-?1)$")),
            CallRule.of(HASH, GO, "crypto/md5.New", "crypto/md5.Sum", "crypto/sha1.New", "crypto/sha1.Sum"),
            CallRule.of(HASH, RUST, "md5.compute", "Md5.new", "Md5.digest", "Sha1.new", "Sha1.digest"),
            CallRule.of(HASH, NATIVE, "MD5_Init", "MD5", "SHA1_Init", "SHA1", "EVP_md5", "EVP_sha1")));

    @Override
    public List<Rule> rules() {
        return List.of(HASH, PASSWORD_HASH);
    }

    @Override
    public boolean reads(SourceFile file) {
        return calls.reads(file);
    }

    @Override
    public void inspect(SourceUnit unit, Reporter reporter) {
        calls.inspect(unit, new ByPurpose(reporter));
    }

    /** Raises what concerns secrets, and drops what plainly does not. */
    private record ByPurpose(Reporter reporter) implements Reporter {
        @Override
        public void at(Rule rule, SourceUnit unit, int token, String detail) {
            Set<String> words = Names.around(unit, token);
            if (Names.share(words, SECRETS)) {
                reporter.at(PASSWORD_HASH, unit, token, detail);
            } else if (!Names.share(purpose(words), HARMLESS)) {
                reporter.at(HASH, unit, token, detail);
            }
        }

        /** Without the words of the call itself, which say nothing of what it is for. */
        private static Set<String> purpose(Set<String> words) {
            words.removeAll(Set.of("digest", "hexdigest"));
            return words;
        }

        @Override
        public void line(Rule rule, SourceUnit unit, int line, String detail) {
            reporter.line(rule, unit, line, detail);
        }

        @Override
        public void whole(Rule rule, String path, String detail) {
            reporter.whole(rule, path, detail);
        }
    }
}
