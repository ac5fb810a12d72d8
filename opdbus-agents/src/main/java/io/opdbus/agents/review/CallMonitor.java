package io.opdbus.agents.review;

import io.opdbus.agents.review.rule.ScanMonitor;
import io.opdbus.api.call.CallContext;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;

/** Stops a scan when its call is to stop, and tells now and then how far it has come. */
final class CallMonitor implements ScanMonitor {
    private static final int FILES_PER_CHUNK = 100;

    private final CallContext call;
    private final ChunkSink output;

    CallMonitor(CallContext call, ChunkSink output) {
        this.call = call;
        this.output = output;
    }

    @Override
    public void before(int files, String path) {
        if (call.cancelToken().isCancelled() || Thread.currentThread().isInterrupted()) {
            throw new OpdbusException(
                    ErrorCode.CANCELLED,
                    "the review was stopped after " + files + " files: "
                            + call.cancelToken().reason());
        }
        if (files % FILES_PER_CHUNK == 0) {
            output.progress(files == 0 ? "reading " + path : files + " files, at " + path);
        }
    }
}
