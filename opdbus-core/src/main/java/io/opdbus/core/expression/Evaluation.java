package io.opdbus.core.expression;

import io.opdbus.api.value.Secret;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One evaluation: its scope, and what is told of the secrets whose text was used. Lives on one thread. */
final class Evaluation {

    private final Scope scope;
    private final Consumer<? super Secret> onSecret;
    private final boolean early;
    private boolean secretUsed;

    private Evaluation(Scope scope, Consumer<? super Secret> onSecret, boolean early) {
        this.scope = scope;
        this.onSecret = onSecret;
        this.early = early;
    }

    static Evaluation of(Scope scope, Consumer<? super Secret> onSecret) {
        return new Evaluation(scope, onSecret, false);
    }

    /** An evaluation at a time when values that are missing may still come, so that no {@code ??} may step in. */
    static Evaluation early(Scope scope) {
        return new Evaluation(scope, secret -> {}, true);
    }

    Scope scope() {
        return scope;
    }

    boolean isEarly() {
        return early;
    }

    boolean secretUsed() {
        return secretUsed;
    }

    /** The value as operators and texts need it: a secret gives its text, and that is told. */
    @Nullable Object open(@Nullable Object value) {
        if (value instanceof Secret secret) {
            secretUsed = true;
            onSecret.accept(secret);
            return secret.reveal();
        }
        return value;
    }
}
