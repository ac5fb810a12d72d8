package io.opdbus.agents.review.syntax;

/**
 * One name that a file takes from elsewhere.
 *
 * @param module what is imported from, as written: a package, a module path, a file
 * @param member the single thing taken from it, or empty for the module itself; {@code *} for everything
 * @param local the name it has in this file
 * @param line where
 * @param deferred whether it is resolved later than the file is loaded, or for types alone
 */
public record Import(String module, String member, String local, int line, boolean deferred) {
    /** Module and member together. */
    public String qualified() {
        return member.isEmpty() || member.equals("*") ? module : module + "." + member;
    }
}
