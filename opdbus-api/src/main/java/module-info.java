/** What the author of a tool, an agent, a node type or a transport compiles against. */
module io.opdbus.api {
    requires static transitive org.jspecify;

    exports io.opdbus.api.error;
}
