package io.opdbus.agents.review.security;

import io.opdbus.agents.review.rule.CallCheck;
import io.opdbus.agents.review.rule.Check;
import java.util.List;

/** All checks of the security auditor. */
public final class SecurityChecks {
    private SecurityChecks() {}

    /** Fresh checks for one scan. */
    public static List<Check> all() {
        return List.of(
                new KnownSecretCheck(),
                new NamedSecretCheck(),
                new CallCheck(DangerousCalls.table()),
                new CallCheck(WeakCryptoCalls.table()),
                new CallCheck(FileModeCalls.table()),
                new ShellCommandCheck(),
                new DashCCheck(),
                new SqlCheck(),
                new MarkupCheck(),
                new TlsSettingCheck(),
                new TrustManagerCheck(),
                new HashCheck(),
                new WeakRandomCheck(),
                new UnsafeBlockCheck(),
                new DependencyCheck());
    }
}
