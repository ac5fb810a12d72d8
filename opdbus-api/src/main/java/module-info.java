/** What the author of a tool, an agent, a node type or a transport compiles against. */
module io.opdbus.api {
    requires static transitive org.jspecify;

    exports io.opdbus.api.agent;
    exports io.opdbus.api.call;
    exports io.opdbus.api.error;
    exports io.opdbus.api.run;
    exports io.opdbus.api.schema;
    exports io.opdbus.api.skill;
    exports io.opdbus.api.tool;
    exports io.opdbus.api.transport;
    exports io.opdbus.api.value;
    exports io.opdbus.api.workstack;
}
