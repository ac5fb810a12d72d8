package io.opdbus.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void everyModuleIsOnTheClassPathAndHasItsRules() {
        Set<String> found =
                Modules.CLASSES.stream().map(Modules::holding).collect(Collectors.toCollection(TreeSet::new));

        assertThat(found).contains("api", "core", "cli").isSubsetOf(Modules.MAY_KNOW.keySet());
    }

    @Test
    void aModuleUsesOnlyTheModulesItMayKnow() {
        classes()
                .should(new ArchCondition<JavaClass>("use only the modules that theirs may know") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        String own = Modules.named(type);
                        Set<String> allowed = Modules.MAY_KNOW.getOrDefault(own, Set.of());
                        type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency -> dependency
                                        .getTargetClass()
                                        .getPackageName()
                                        .startsWith("io.opdbus"))
                                .filter(dependency -> {
                                    String other = Modules.named(dependency.getTargetClass());
                                    return !other.equals(own) && !allowed.contains(other);
                                })
                                .forEach(dependency -> events.add(
                                        SimpleConditionEvent.violated(dependency, dependency.getDescription())));
                    }
                })
                .check(Modules.CLASSES);
    }

    /** With this, what holds for modules holds for packages, and none is split over two modules. */
    @Test
    void aModuleHoldsThePackagesThatBearItsName() {
        classes()
                .should(new ArchCondition<JavaClass>("live below the package of their module") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        String module = Modules.holding(type);
                        if (!Modules.named(type).equals(module)) {
                            events.add(SimpleConditionEvent.violated(
                                    type, type.getName() + " lives in opdbus-" + module + ", not in its package"));
                        }
                    }
                })
                .check(Modules.CLASSES);
    }

    @Test
    void packagesHaveNoCircles() {
        slices().matching("io.opdbus.(**)").should().beFreeOfCycles().check(Modules.CLASSES);
    }
}
