package io.opdbus.agents.review.security;

import static io.opdbus.agents.review.rule.Severity.CRITICAL;
import static io.opdbus.agents.review.rule.Severity.HIGH;
import static io.opdbus.agents.review.rule.Severity.LOW;
import static io.opdbus.agents.review.rule.Severity.MEDIUM;

import io.opdbus.agents.review.rule.Rule;

/** What the security auditor looks for. */
final class SecurityRules {
    static final Rule KNOWN_SECRET = Rule.of(
                    "SEC-SECRET-001",
                    HIGH,
                    "Credential in the source",
                    "Whoever can read the repository, or any old copy of it, can use this credential.",
                    "Revoke it, then read it from the environment or a secret store.")
            .alsoInTests();
    static final Rule PRIVATE_KEY = Rule.of(
                    "SEC-SECRET-002",
                    CRITICAL,
                    "Private key in the source",
                    "Whoever can read the repository can act as the owner of this key.",
                    "Replace the key pair, and keep the private half out of version control.")
            .alsoInTests();
    static final Rule NAMED_SECRET = Rule.of(
            "SEC-SECRET-003",
            HIGH,
            "Secret written out in the source",
            "A value that looks like a real secret is given to a name that says it is one.",
            "Revoke it, then read it from the environment or a secret store.");
    static final Rule ADDRESS_SECRET = Rule.of(
            "SEC-SECRET-004",
            HIGH,
            "Password in an address",
            "Addresses end up in logs and error messages, and the password with them.",
            "Give user name and password apart from the address, from the environment or a secret store.");
    static final Rule COMMAND = Rule.of(
            "SEC-EXEC-001",
            HIGH,
            "Command line made of values",
            "A value with a shell's special characters or a blank in it runs other commands, or other arguments.",
            "Pass the program and each argument as its own string, without a shell.");
    static final Rule EVAL = Rule.of(
            "SEC-EVAL-001",
            HIGH,
            "Code made of values is run",
            "Whoever controls the value runs code of their own with the rights of this program.",
            "Parse the value instead, or choose among functions by name.");
    static final Rule SHELL_EVAL = Rule.of(
            "SEC-EVAL-002",
            MEDIUM,
            "eval of a variable",
            "The text of the variable is taken apart by the shell a second time: quotes, $() and ; in it take effect.",
            "Use an array for arguments, or ${!name} for a variable chosen by name.");
    static final Rule DESERIALIZE = Rule.of(
            "SEC-DESER-001",
            HIGH,
            "Objects of any type are read from data",
            "Data made for the purpose runs code while it is read.",
            "Use a data format such as JSON, a safe loader, or a filter of the classes allowed.");
    static final Rule MARKUP = Rule.of(
            "SEC-XSS-001",
            MEDIUM,
            "Markup made of values",
            "A value with markup in it brings a script of its own into the page.",
            "Set text instead of markup, or clean the value with a sanitizer.");
    static final Rule MEMORY = Rule.of(
            "SEC-MEM-001",
            HIGH,
            "Copy without a bound",
            "A longer input than expected is written past the end of the buffer.",
            "Use the variant that takes the size of the buffer, and check its result.");
    static final Rule FORMAT = Rule.of(
            "SEC-FORMAT-001",
            HIGH,
            "Value used as a format",
            "Conversions such as %n or %s in the value read and write memory.",
            "Use a literal format: \"%s\".");
    static final Rule UNSAFE = Rule.of(
            "SEC-UNSAFE-001",
            LOW,
            "unsafe without a SAFETY comment",
            "Nobody can check that the conditions of the unsafe code hold if they are not written down.",
            "Say in a comment that begins with SAFETY: why it is sound.");
    static final Rule PIPED_INSTALL = Rule.of(
            "SEC-PIPE-001",
            MEDIUM,
            "Download run without a look",
            "Whoever controls the server or the way to it runs commands here; a broken download runs half a script.",
            "Download to a file, check its checksum or signature, then run it.");
    static final Rule FILE_MODE = Rule.of(
            "SEC-MODE-001",
            MEDIUM,
            "Writable by everybody",
            "Any user of the machine can change what is stored or run here.",
            "Give only the rights that are needed, to the owner or group.");
    static final Rule SQL = Rule.of(
            "SEC-SQL-001",
            HIGH,
            "SQL made of values",
            "A quote in the value ends the literal, and the rest of it is run as SQL.",
            "Use placeholders and pass the values apart from the statement.");
    static final Rule TLS = Rule.of(
            "SEC-TLS-001",
            HIGH,
            "Certificate check switched off",
            "Anybody on the way can pose as the server and read or change what is sent.",
            "Leave the check on; for a private authority, add its certificate to the trusted ones.");
    static final Rule HASH = Rule.of(
            "SEC-HASH-001",
            LOW,
            "Broken hash function",
            "Two inputs with the same MD5 or SHA-1 can be made at little cost.",
            "Use SHA-256, or a password hash such as Argon2 or bcrypt for passwords.");
    static final Rule PASSWORD_HASH = Rule.of(
            "SEC-HASH-002",
            HIGH,
            "Broken hash function for a secret",
            "MD5 and SHA-1 of passwords or signatures are found by trying, or forged.",
            "Use a password hash such as Argon2 or bcrypt, or HMAC with SHA-256.");
    static final Rule CIPHER = Rule.of(
            "SEC-CIPHER-001",
            HIGH,
            "Broken cipher or mode",
            "DES and RC4 can be broken; ECB shows which blocks are equal.",
            "Use AES in GCM mode, or ChaCha20-Poly1305.");
    static final Rule RANDOM = Rule.of(
            "SEC-RAND-001",
            HIGH,
            "Predictable random number for a secret",
            "The next numbers of this generator follow from those seen before.",
            "Use the system's generator for secrets (SecureRandom, secrets, crypto.randomBytes, crypto/rand, OsRng).");
    static final Rule PLAIN_DEPENDENCY = Rule.of(
            "SEC-DEP-001",
            HIGH,
            "Dependency fetched without TLS",
            "Anybody on the way can replace the package, and its code runs here.",
            "Use an https address.");
    static final Rule LOOSE_DEPENDENCY = Rule.of(
            "SEC-DEP-002",
            LOW,
            "Dependency without a version",
            "Each build may get other code, untested or tampered with.",
            "Name a version, or a digest.");

    private SecurityRules() {}
}
