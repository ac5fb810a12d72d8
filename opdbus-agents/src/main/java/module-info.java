/** The standard agents and node types. */
module io.opdbus.agents {
    requires transitive io.opdbus.api;
    requires io.opdbus.core;

    exports io.opdbus.agents.review;

    provides io.opdbus.api.agent.Agent with
            io.opdbus.agents.review.BackendArchitect,
            io.opdbus.agents.review.PerformanceEngineer,
            io.opdbus.agents.review.SecurityAuditor;
    provides io.opdbus.api.tool.ToolSource with
            io.opdbus.agents.review.ReviewTools;
}
