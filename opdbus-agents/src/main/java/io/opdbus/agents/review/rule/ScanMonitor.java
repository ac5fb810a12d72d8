package io.opdbus.agents.review.rule;

/** Watches a scan. What it throws ends the scan and reaches the caller. */
@FunctionalInterface
public interface ScanMonitor {
    /** Watches nothing. */
    ScanMonitor NONE = (files, path) -> {};

    /**
     * Called before each file is looked at.
     *
     * @param files how many files were looked at before
     * @param path the file to come
     */
    void before(int files, String path);
}
