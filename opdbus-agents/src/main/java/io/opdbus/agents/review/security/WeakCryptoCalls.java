package io.opdbus.agents.review.security;

import static io.opdbus.agents.review.rule.CallRule.JVM;
import static io.opdbus.agents.review.rule.CallRule.NATIVE;
import static io.opdbus.agents.review.rule.CallRule.SCRIPT;
import static io.opdbus.agents.review.rule.CallTest.literal;
import static io.opdbus.agents.review.security.SecurityRules.CIPHER;
import static io.opdbus.agents.review.source.Language.GO;
import static io.opdbus.agents.review.source.Language.PYTHON;
import static io.opdbus.agents.review.source.Language.RUST;

import io.opdbus.agents.review.rule.CallRule;
import io.opdbus.agents.review.rule.CallTest;
import java.util.List;

/** Calls of broken ciphers and modes. */
final class WeakCryptoCalls {
    private static final String JVM_CIPHER = "(?i)^(?:des|desede|rc4|arcfour|rc2|blowfish)(?:/|$)|^aes$|/ecb/";
    private static final String OPENSSL_CIPHER = "(?i)^(?:des|rc4|rc2|bf)(?:-|$)|-ecb$";

    private WeakCryptoCalls() {}

    static List<CallRule> table() {
        return List.of(
                CallRule.of(CIPHER, JVM, "Cipher.getInstance").when(literal(0, JVM_CIPHER)),
                CallRule.of(
                        CIPHER,
                        PYTHON,
                        "Crypto.Cipher.DES.new",
                        "Crypto.Cipher.DES3.new",
                        "Crypto.Cipher.ARC4.new",
                        "DES.new",
                        "ARC4.new",
                        "algorithms.ARC4",
                        "algorithms.TripleDES",
                        "modes.ECB"),
                CallRule.of(CIPHER, PYTHON, "AES.new").when(CallTest.mentions("MODE_ECB")),
                CallRule.of(CIPHER, SCRIPT, "crypto.createCipheriv", "crypto.createDecipheriv")
                        .when(literal(0, OPENSSL_CIPHER)),
                CallRule.of(CIPHER, SCRIPT, "crypto.createCipher", "crypto.createDecipher"),
                CallRule.of(
                        CIPHER, GO, "crypto/des.NewCipher", "crypto/des.NewTripleDESCipher", "crypto/rc4.NewCipher"),
                CallRule.of(CIPHER, RUST, "Des.new", "TdesEde3.new", "Rc4.new"),
                CallRule.of(
                        CIPHER,
                        NATIVE,
                        "EVP_des_cbc",
                        "EVP_des_ecb",
                        "EVP_des_ede3_cbc",
                        "EVP_rc4",
                        "EVP_aes_128_ecb",
                        "EVP_aes_256_ecb",
                        "DES_ecb_encrypt",
                        "RC4_set_key"));
    }
}
