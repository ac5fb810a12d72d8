package io.opdbus.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opdbus.api.run.TimerKind;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The small structures below the machine, beside those of {@code java.util} that do the same. */
class StructuresTest {

    private static final int ROUNDS = 20_000;

    @Test
    void indexSetGivesItsLowest() {
        for (int capacity : new int[] {0, 1, 63, 64, 65, 4095, 4096, 4097, 300_000}) {
            IndexSet set = new IndexSet(capacity);
            TreeSet<Integer> reference = new TreeSet<>();
            Random chance = new Random(capacity);
            assertThat(set.isEmpty()).isTrue();
            assertThat(set.lowest()).isEqualTo(Integer.MAX_VALUE);
            for (int round = 0; capacity > 0 && round < ROUNDS; round++) {
                int index = chance.nextInt(capacity);
                boolean growing = round / 1000 % 2 == 0;
                if (chance.nextInt(4) == 0 == growing) {
                    int gone = chance.nextBoolean() && !reference.isEmpty() ? reference.first() : index;
                    set.remove(gone);
                    reference.remove(gone);
                } else {
                    set.add(index);
                    reference.add(index);
                }
                assertThat(set.isEmpty()).isEqualTo(reference.isEmpty());
                assertThat(set.lowest()).isEqualTo(reference.isEmpty() ? Integer.MAX_VALUE : reference.first());
            }
        }
    }

    @Test
    void intQueueGivesTheOldest() {
        for (int seed = 0; seed < 50; seed++) {
            IntQueue queue = new IntQueue();
            ArrayDeque<Integer> reference = new ArrayDeque<>();
            Random chance = new Random(seed);
            for (int round = 0; round < 1000; round++) {
                // Wanders around in the ring before it grows.
                if (chance.nextInt(reference.size() < 14 + round / 10 ? 3 : 2) != 0) {
                    queue.add(round);
                    reference.add(round);
                } else {
                    assertThat(queue.poll()).isEqualTo(reference.isEmpty() ? -1 : reference.poll());
                }
                assertThat(queue.isEmpty()).isEqualTo(reference.isEmpty());
            }
            while (!reference.isEmpty()) {
                assertThat(queue.poll()).isEqualTo(reference.poll());
            }
            assertThat(queue.poll()).isEqualTo(-1);
        }
    }

    @Test
    void commandQueueGivesTheOldestWhereverTheRingBegins() {
        for (int before = 0; before < 20; before++) {
            CommandQueue queue = new CommandQueue();
            for (int i = 0; i < before; i++) {
                queue.add(Command.Kind.START, i, 1);
                assertThat(queue.next()).isTrue();
            }
            assertThat(queue.next()).isFalse();
            ArrayDeque<Command> reference = new ArrayDeque<>();
            Random chance = new Random(before);
            for (int round = 0; round < 300; round++) {
                Command command = command(chance, round);
                reference.add(command);
                TimerKind timer = command.timer();
                if (timer == null) {
                    queue.add(command.kind(), command.index(), command.attempt());
                } else {
                    queue.arm(timer, command.index(), command.attempt(), command.dueMicros());
                }
                if (chance.nextInt(3) == 0) {
                    take(queue, reference.removeFirst());
                }
            }
            reference.forEach(command -> take(queue, command));
            assertThat(queue.next()).isFalse();
        }
    }

    private static Command command(Random chance, int round) {
        if (chance.nextBoolean()) {
            TimerKind timer = TimerKind.values()[chance.nextInt(TimerKind.values().length)];
            return new Command(Command.Kind.ARM, round, chance.nextInt(5), timer, chance.nextLong());
        }
        Command.Kind kind = Command.Kind.values()[chance.nextInt(Command.Kind.values().length)];
        return new Command(kind == Command.Kind.ARM ? Command.Kind.STOP : kind, -1, round, null, 0);
    }

    private static void take(CommandQueue queue, Command expected) {
        assertThat(queue.next()).isTrue();
        assertThat(queue.command()).isEqualTo(expected);
        assertThat(queue.kind()).isEqualTo(expected.kind());
        assertThat(queue.index()).isEqualTo(expected.index());
        assertThat(queue.attempt()).isEqualTo(expected.attempt());
        assertThat(queue.dueMicros()).isEqualTo(expected.dueMicros());
        if (expected.timer() != null) {
            assertThat(queue.timer()).isEqualTo(expected.timer());
        }
    }

    @Test
    void commandQueueGrowsWhileItIsRead() {
        CommandQueue queue = new CommandQueue();
        for (int i = 0; i < 16; i++) {
            queue.add(Command.Kind.START, i, 1);
        }
        assertThat(queue.next()).isTrue();
        assertThat(queue.index()).isZero();
        for (int i = 16; i < 40; i++) {
            queue.add(Command.Kind.START, i, 1);
        }
        for (int i = 1; i < 40; i++) {
            assertThat(queue.next()).isTrue();
            assertThat(queue.index()).isEqualTo(i);
        }
    }

    private enum Light {
        RED,
        GREEN
    }

    private enum Switch {
        GO,
        HALT
    }

    @Test
    void aTableKnowsWhatFollows() {
        TransitionTable<Light, Switch> table = TransitionTable.of(Light.class, Switch.class)
                .row(Light.RED, Switch.GO, Light.GREEN)
                .row(Light.GREEN, Switch.HALT, Light.RED)
                .build();
        assertThat(table.next(Light.RED, Switch.GO)).isEqualTo(Light.GREEN);
        assertThat(table.next(Light.RED, Switch.HALT)).isNull();
        assertThat(table.transitions()).hasSize(2);
        assertThat(table.transitions().get(0))
                .isEqualTo(new TransitionTable.Transition<>(Light.RED, Switch.GO, Light.GREEN));
    }

    @Test
    void aTableIsNotAmbiguous() {
        TransitionTable.Builder<Light, Switch> twice = TransitionTable.of(Light.class, Switch.class)
                .row(Light.RED, Switch.GO, Light.GREEN)
                .row(Light.RED, Switch.GO, Light.RED);
        assertThatThrownBy(twice::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("two transitions from RED on GO");
    }
}
