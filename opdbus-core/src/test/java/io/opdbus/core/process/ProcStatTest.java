package io.opdbus.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcStatTest {

    @Test
    void readsPastAnyName() {
        ProcStat stat = ProcStat.parse("4711 (a) Z 1) (b) S 12 34 56 0 -1 4194560 117 0 0 0 0 0 0 0 20 0 1 0 987654 "
                + "2732032 351 18446744073709551615 1 1");

        assertThat(stat).isEqualTo(new ProcStat(4711, 'S', 12, 34, 56, 987654));
        assertThat(stat.dead()).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void seesThisProcess() {
        long self = ProcessHandle.current().pid();

        assertThat(ProcStat.available()).isTrue();
        assertThat(ProcStat.living()).extracting(ProcStat::pid).contains(self);
        assertThat(ProcStat.read(Integer.MAX_VALUE)).isNull();
    }
}
