/** The standard agents and node types. */
module io.opdbus.agents {
    requires transitive io.opdbus.api;
    requires io.opdbus.core;

// exports io.opdbus.agents; // from its first public type on
}
