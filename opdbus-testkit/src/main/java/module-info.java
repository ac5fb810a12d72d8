/** Conformance tests and tools for those who implement the SPIs of opdbus. */
module io.opdbus.testkit {
    requires transitive io.opdbus.api;
    requires org.assertj.core;
    requires transitive org.junit.jupiter.api;

    exports io.opdbus.testkit;

    opens io.opdbus.testkit; // JUnit finds the inherited tests there
}
