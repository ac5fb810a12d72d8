package io.opdbus.agents.review.architecture;

import static io.opdbus.agents.review.rule.Severity.INFO;
import static io.opdbus.agents.review.rule.Severity.LOW;
import static io.opdbus.agents.review.rule.Severity.MEDIUM;

import io.opdbus.agents.review.rule.Rule;

/** What the backend architect looks for. */
final class ArchitectureRules {
    static final Rule CYCLE = Rule.of(
            "ARCH-CYCLE-001",
            MEDIUM,
            "Modules depend on each other in a circle",
            "None of them can be understood, tested or taken out without all the others.",
            "Move what both sides need into a module of its own, or turn one dependency round with an interface.");
    static final Rule GOD_FILE = Rule.of(
            "ARCH-GOD-001",
            MEDIUM,
            "Very large file",
            "Files of this size hold several concerns; every change meets in them.",
            "Split it by what changes together.");
    static final Rule NESTING = Rule.of(
            "ARCH-NEST-001",
            LOW,
            "Deeply nested code",
            "The conditions under which the innermost line runs cannot be held in mind.",
            "Return early, or give the inner blocks names of their own.");
    static final Rule HUB = Rule.of(
            "ARCH-HUB-001",
            LOW,
            "Module that everything passes through",
            "It depends on many modules and many depend on it: changes anywhere spread through it.",
            "Split it along the groups of modules that use it.");
    static final Rule UNTESTED = Rule.of(
            "ARCH-TEST-001",
            INFO,
            "Directory without tests",
            "Nothing shows that this code works, nor that a change leaves it working.",
            "Begin with tests of what other modules use most.");

    private ArchitectureRules() {}
}
