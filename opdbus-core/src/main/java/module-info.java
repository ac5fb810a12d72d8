/** Definitions, planner, run machine, engine, registries and the orchestrated executor. */
module io.opdbus.core {
    requires transitive io.opdbus.api;
    requires com.networknt.schema;
    requires java.net.http;
    requires org.apache.commons.jexl3;
    requires org.slf4j;
    requires org.snakeyaml.engine;
    requires org.tomlj;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    exports io.opdbus.core;
    exports io.opdbus.core.agent;
    exports io.opdbus.core.concurrent;
    exports io.opdbus.core.tool;
    exports io.opdbus.core.transport;
    exports io.opdbus.core.config;
    exports io.opdbus.core.definition;
    exports io.opdbus.core.discovery;
    exports io.opdbus.core.engine;
    exports io.opdbus.core.expression;
    exports io.opdbus.core.plan;
    exports io.opdbus.core.process;
    exports io.opdbus.core.run;
    exports io.opdbus.core.skill;
    exports io.opdbus.core.source;
    exports io.opdbus.core.text;
    exports io.opdbus.core.tool.builtin;

    uses io.opdbus.api.agent.Agent;
    uses io.opdbus.api.tool.Tool;
    uses io.opdbus.api.tool.ToolSource;
    uses io.opdbus.api.transport.Transport;
}
