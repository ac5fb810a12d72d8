package io.opdbus.agents.review.performance;

import static io.opdbus.agents.review.performance.PerformanceRules.ASYNC;
import static io.opdbus.agents.review.rule.CallRule.SCRIPT;
import static io.opdbus.agents.review.source.Language.KOTLIN;
import static io.opdbus.agents.review.source.Language.PYTHON;
import static io.opdbus.agents.review.source.Language.RUST;

import io.opdbus.agents.review.rule.CallRule;
import io.opdbus.agents.review.rule.CallTest;
import io.opdbus.agents.review.syntax.Block;
import io.opdbus.agents.review.syntax.CallSite;
import io.opdbus.agents.review.syntax.SourceUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Calls that block their thread, where the thread belongs to an event loop. */
final class BlockingCalls {
    private static final Set<String> HAND_OVER =
            Set.of("to_thread", "run_in_executor", "run_sync", "spawn_blocking", "block_in_place", "withContext");
    private static final CallTest IN_ASYNC = (unit, call) ->
            unit.outline().callable(call.word()).filter(Block::async).isPresent() && !handedOver(unit, call);

    private BlockingCalls() {}

    static List<CallRule> table() {
        return List.of(
                CallRule.of(
                                ASYNC,
                                PYTHON,
                                "time.sleep",
                                "requests.get",
                                "requests.post",
                                "requests.put",
                                "requests.patch",
                                "requests.delete",
                                "requests.head",
                                "requests.request",
                                "urllib.request.urlopen",
                                "subprocess.run",
                                "subprocess.call",
                                "subprocess.check_call",
                                "subprocess.check_output",
                                "os.system",
                                "socket.create_connection",
                                "httpx.get",
                                "httpx.post")
                        .when(IN_ASYNC),
                CallRule.of(
                                ASYNC,
                                SCRIPT,
                                "fs.readFileSync",
                                "fs.writeFileSync",
                                "fs.appendFileSync",
                                "fs.readdirSync",
                                "fs.statSync",
                                "fs.copyFileSync",
                                "fs.rmSync",
                                "child_process.execSync",
                                "child_process.spawnSync",
                                "child_process.execFileSync",
                                "zlib.gzipSync",
                                "zlib.gunzipSync",
                                "crypto.pbkdf2Sync",
                                "crypto.scryptSync")
                        .when(IN_ASYNC),
                CallRule.of(
                                ASYNC,
                                RUST,
                                "std.thread.sleep",
                                "thread.sleep",
                                "std.fs.read_to_string",
                                "std.fs.read",
                                "std.fs.write",
                                "reqwest.blocking.get",
                                "reqwest.blocking.Client.new")
                        .when(IN_ASYNC),
                CallRule.of(ASYNC, KOTLIN, "Thread.sleep", "runBlocking").when(IN_ASYNC));
    }

    private static boolean handedOver(SourceUnit unit, CallSite call) {
        Optional<CallSite> around = unit.callAround(call.first());
        for (int levels = 0; around.isPresent() && levels < 8; levels++) {
            if (HAND_OVER.contains(around.get().simpleName())) {
                return true;
            }
            around = unit.callAround(around.get().first());
        }
        for (int i = call.first(); i > call.first() - 30 && i > 0; i--) {
            if (unit.code().is(i, "withContext")) {
                return true;
            }
        }
        return false;
    }
}
