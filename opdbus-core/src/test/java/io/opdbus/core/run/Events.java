package io.opdbus.core.run;

import io.opdbus.api.run.RunEvent;
import io.opdbus.api.run.TimerKind;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the tests know of facts: how they look when they come again, and which command they answer. */
final class Events {

    private Events() {}

    /** The same fact with a new number; null where it did not matter the first time and might now. */
    static @Nullable RunEvent again(RunEvent event, boolean mattered, long sequence, long at) {
        if (!mattered) {
            return null;
        }
        if (event instanceof RunEvent.RunStarted e) {
            return new RunEvent.RunStarted(
                    sequence,
                    at,
                    e.formatVersion(),
                    e.runId(),
                    e.kind(),
                    e.id(),
                    e.definition(),
                    e.operations(),
                    e.inputs(),
                    e.skills(),
                    e.session(),
                    e.seed(),
                    e.deadlineMicros());
        }
        if (event instanceof RunEvent.UnitDecided e) {
            return new RunEvent.UnitDecided(sequence, at, e.unit(), e.decision(), e.items(), e.error());
        }
        if (event instanceof RunEvent.StepStarted e) {
            return new RunEvent.StepStarted(sequence, at, e.step(), e.attempt(), e.arguments());
        }
        if (event instanceof RunEvent.StepSkipped e) {
            return new RunEvent.StepSkipped(sequence, at, e.step());
        }
        if (event instanceof RunEvent.StepSucceeded e) {
            return new RunEvent.StepSucceeded(sequence, at, e.step(), e.attempt(), e.value());
        }
        if (event instanceof RunEvent.StepFailed e) {
            return new RunEvent.StepFailed(sequence, at, e.step(), e.attempt(), e.error(), e.ran());
        }
        if (event instanceof RunEvent.StepStopped e) {
            return new RunEvent.StepStopped(sequence, at, e.step(), e.attempt());
        }
        if (event instanceof RunEvent.GraceExpired e) {
            return new RunEvent.GraceExpired(sequence, at, e.step(), e.attempt());
        }
        if (event instanceof RunEvent.TimerFired e) {
            return new RunEvent.TimerFired(sequence, at, e.timer(), e.index(), e.attempt());
        }
        if (event instanceof RunEvent.CancelRequested e) {
            return new RunEvent.CancelRequested(sequence, at, e.reason());
        }
        RunEvent.OutputsRendered e = (RunEvent.OutputsRendered) event;
        return new RunEvent.OutputsRendered(sequence, at, e.outputs(), e.error());
    }

    static String key(Command command) {
        TimerKind timer = command.timer();
        return key(timer == null ? command.kind() : timer, command.index(), command.attempt());
    }

    private static String key(Enum<?> what, int index, int attempt) {
        return what + " " + index + "#" + attempt;
    }

    /** Which of the open commands the fact answers; empty for none; null for facts that answer no command. */
    static @Nullable String answers(RunEvent event, Set<String> open) {
        if (event instanceof RunEvent.RunStarted || event instanceof RunEvent.CancelRequested) {
            return null;
        }
        return candidates(event).filter(open::contains).findFirst().orElse("");
    }

    private static Stream<String> candidates(RunEvent event) {
        if (event instanceof RunEvent.UnitDecided e) {
            return Stream.of(key(Command.Kind.DECIDE, e.unit(), 0));
        }
        if (event instanceof RunEvent.StepStarted e) {
            return Stream.of(key(Command.Kind.START, e.step(), e.attempt()));
        }
        if (event instanceof RunEvent.StepSkipped e) {
            return Stream.of(key(Command.Kind.START, e.step(), 1));
        }
        if (event instanceof RunEvent.StepFailed e) {
            return Stream.concat(
                    outcome(e.step(), e.attempt()), Stream.of(key(Command.Kind.START, e.step(), e.attempt())));
        }
        if (event instanceof RunEvent.StepSucceeded e) {
            return outcome(e.step(), e.attempt());
        }
        if (event instanceof RunEvent.StepStopped e) {
            return outcome(e.step(), e.attempt());
        }
        if (event instanceof RunEvent.GraceExpired e) {
            return Stream.of(key(TimerKind.GRACE, e.step(), e.attempt()));
        }
        if (event instanceof RunEvent.TimerFired e) {
            return Stream.of(key(e.timer(), e.index(), e.attempt()));
        }
        return Stream.of(key(Command.Kind.RENDER_OUTPUTS, -1, 0));
    }

    private static Stream<String> outcome(int step, int attempt) {
        return Stream.of(key(Command.Kind.AWAIT, step, attempt), key(Command.Kind.STOP, step, attempt));
    }
}
