package io.opdbus.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.opdbus.api.call.CancelToken;
import io.opdbus.api.call.Chunk;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.skill.ActiveSkill;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.transport.CallOutcome.Ran;
import io.opdbus.api.value.Secret;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TrackedToolExecutorTest {

    @Test
    void callsAToolThatBlocks() throws Exception {
        Tool greet = Tool.builder("greet")
                .parameter("name", String.class)
                .optionalParameter("greeting", String.class, "how", "Hello")
                .handler(call -> call.arguments().string("greeting") + " "
                        + call.arguments().string("name"));
        try (Calls calls = new Calls(greet)) {
            assertThat(calls.start("greet", Map.of("name", "Ada")).value()).isEqualTo("Hello Ada");
        }
    }

    @Test
    void callsAToolThatNeverBlocks() throws Exception {
        CompletableFuture<Object> later = new CompletableFuture<>();
        Tool now = Tool.builder("now").asyncHandler(call -> CompletableFuture.completedFuture(1));
        Tool stage = Tool.builder("stage").asyncHandler(call -> CompletableFuture.completedStage(2));
        Tool wait = Tool.builder("wait").asyncHandler(call -> later);
        try (Calls calls = new Calls(now, stage, wait)) {
            assertThat(calls.start("now").value()).isEqualTo(1L);
            assertThat(calls.start("stage").value()).isEqualTo(2L);
            Calls.Call waiting = calls.start("wait");
            assertThat(waiting.ended()).isFalse();
            later.complete(List.of(3));
            assertThat(waiting.value()).isEqualTo(List.of(3L));
        }
    }

    @Test
    void aStageThatIsCompleteEndsTheCallBeforeStartReturns() {
        Tool now = Tool.builder("now").asyncHandler(call -> CompletableFuture.completedFuture("x"));
        try (Calls calls = new Calls(now)) {
            assertThat(calls.start("now").ended()).isTrue();
        }
    }

    @Test
    void refusesArgumentsBeforeTheHandlerRuns() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        Tool greet = Tool.builder("greet").parameter("name", String.class).handler(call -> ran.incrementAndGet());
        try (Calls calls = new Calls(greet)) {
            ErrorInfo error = calls.start("greet", Map.of("nmae", 1L)).error(Ran.NO);
            assertThat(error.code()).isEqualTo(ErrorCode.INVALID_ARGUMENTS);
            assertThat(error.message())
                    .isEqualTo("tool 'greet': argument 'name' is missing; give a string; "
                            + "argument 'nmae' is unknown; did you mean 'name'?");
            assertThat(ran).hasValue(0);
        }
    }

    @Test
    void keepsTheErrorThatAToolChose() throws Exception {
        ErrorInfo chosen = new ErrorInfo(new ErrorCode("DISK_FULL"), "the disk is full", true, Map.of("free", 0L));
        Tool write = Tool.builder("write").handler(call -> {
            throw new OpdbusException(chosen);
        });
        Tool later = Tool.builder("later")
                .asyncHandler(
                        call -> CompletableFuture.failedFuture(new CompletionException(new OpdbusException(chosen))));
        try (Calls calls = new Calls(write, later)) {
            assertThat(calls.start("write").error(Ran.YES)).isEqualTo(chosen);
            assertThat(calls.start("later").error(Ran.YES)).isEqualTo(chosen);
        }
    }

    @Test
    @DisplayName("R9: any other exception is a failure that is not retried")
    void namesAnyOtherException() throws Exception {
        Tool io = Tool.builder("io").handler(call -> {
            throw new IOException("no route");
        });
        Tool silent = Tool.builder("silent").handler(call -> {
            throw new IllegalStateException();
        });
        Tool stage = Tool.builder("stage")
                .asyncHandler(call -> CompletableFuture.supplyAsync(() -> {
                    throw new IllegalArgumentException("bad");
                }));
        Tool thrown = Tool.builder("thrown").asyncHandler(call -> {
            throw new IOException("at once");
        });
        try (Calls calls = new Calls(io, silent, stage, thrown)) {
            assertThat(calls.start("io").error(Ran.YES))
                    .isEqualTo(ErrorInfo.of(ErrorCode.TOOL_FAILED, "tool 'io' failed with IOException: no route"));
            assertThat(calls.start("silent").error(Ran.YES).message())
                    .isEqualTo("tool 'silent' failed with IllegalStateException");
            assertThat(calls.start("stage").error(Ran.YES).message())
                    .isEqualTo("tool 'stage' failed with IllegalArgumentException: bad");
            assertThat(calls.start("thrown").error(Ran.YES).message())
                    .isEqualTo("tool 'thrown' failed with IOException: at once");
        }
    }

    @Test
    void losesNoError() throws Exception {
        Tool deep = Tool.builder("deep").handler(call -> {
            try {
                return recurse(call);
            } catch (StackOverflowError overflow) {
                overflow.setStackTrace(new StackTraceElement[0]); // the log of the test stays short
                throw overflow;
            }
        });
        Tool missing = Tool.builder("missing").asyncHandler(call -> {
            throw new NoClassDefFoundError("com/acme/Missing");
        });
        try (Calls calls = new Calls(deep, missing)) {
            assertThat(calls.start("deep").error(Ran.YES).message()).contains("StackOverflowError");
            assertThat(calls.start("missing").error(Ran.YES).message())
                    .contains("NoClassDefFoundError: com/acme/Missing");
        }
    }

    @Test
    void anExceptionThatCannotBeReadEndsTheCall() throws Exception {
        Tool odd = Tool.builder("odd").handler(call -> {
            throw new IllegalStateException() {
                @Override
                public String getMessage() {
                    throw new UnsupportedOperationException("no message");
                }
            };
        });
        try (Calls calls = new Calls(odd)) {
            assertThat(calls.start("odd").error(Ran.YES).message())
                    .isEqualTo("tool 'odd' ended with something that cannot be read: "
                            + "java.lang.UnsupportedOperationException");
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what a careless tool does
    void namesTheClassThatReturnsNoStage() throws Exception {
        Tool careless = Tool.builder("careless").asyncHandler(call -> null);
        try (Calls calls = new Calls(careless)) {
            assertThat(calls.start("careless").error(Ran.YES).message())
                    .contains("'careless'")
                    .contains(careless.getClass().getName())
                    .contains("null");
        }
    }

    @Test
    void refusesAResultThatIsNotJsonLike() throws Exception {
        Tool file = Tool.builder("file").handler(call -> Map.of("path", new File("x")));
        Tool broken = Tool.builder("broken").handler(call -> new HashMap<String, Object>() {
            @Override
            public boolean isEmpty() {
                throw new IllegalStateException("closed");
            }
        });
        try (Calls calls = new Calls(file, broken)) {
            ErrorInfo error = calls.start("file").error(Ran.YES);
            assertThat(error.code()).isEqualTo(ErrorCode.INVALID_OUTPUT);
            assertThat(error.message()).startsWith("tool 'file': the value at /path is a java.io.File");
            assertThat(calls.start("broken").outcome()).isNotNull();
        }
    }

    @Test
    void checksTheResultAgainstItsSchema() throws Exception {
        Tool count = Tool.builder("count")
                .parameter("result", Object.class)
                .output(Map.of(
                        "type", "object",
                        "properties", Map.of("lines", Map.of("type", "integer")),
                        "required", List.of("lines")))
                .handler(call -> call.arguments().get("result"));
        try (Calls calls = new Calls(count)) {
            assertThat(calls.start("count", Map.of("result", Map.of("lines", 3L)))
                            .value())
                    .isEqualTo(Map.of("lines", 3L));
            ErrorInfo error = calls.start("count", Map.of("result", Map.of("lines", "three")))
                    .error(Ran.YES);
            assertThat(error.code()).isEqualTo(ErrorCode.INVALID_OUTPUT);
            assertThat(error.message())
                    .isEqualTo(
                            "tool 'count': the result does not fit its output schema: the result's field 'lines' must "
                                    + "be an integer, is a string");
            assertThat(calls.start("count", Map.of("result", "three"))
                            .error(Ran.YES)
                            .message())
                    .endsWith("the result must be a map, is a string");
        }
    }

    @Test
    @DisplayName("R19: a result of more than 1 MiB as JSON fails with OUTPUT_TOO_LARGE; a tool may say otherwise")
    void boundsTheResult() throws Exception {
        Tool.Handler text = call -> "x".repeat((int) call.arguments().integer("length"));
        Tool usual = Tool.builder("usual").parameter("length", Integer.class).handler(text);
        Tool small = Tool.builder("small")
                .parameter("length", Integer.class)
                .maxOutputBytes(10)
                .handler(text);
        try (Calls calls = new Calls(usual, small)) {
            assertThat(calls.start("usual", Map.of("length", (long) (1 << 20) - 2))
                            .value())
                    .isNotNull();
            ErrorInfo error =
                    calls.start("usual", Map.of("length", (long) (1 << 20) - 1)).error(Ran.YES);
            assertThat(error.code()).isEqualTo(ErrorCode.OUTPUT_TOO_LARGE);
            assertThat(error.message()).contains("'usual'").contains("1048576 bytes");
            assertThat(calls.start("small", Map.of("length", 8L)).value()).isEqualTo("xxxxxxxx");
            assertThat(calls.start("small", Map.of("length", 9L)).error(Ran.YES).code())
                    .isEqualTo(ErrorCode.OUTPUT_TOO_LARGE);
        }
    }

    @Test
    @DisplayName("R19: a chunk of more than 64 Ki characters is cut and marked")
    void cutsLongChunks() throws Exception {
        List<Chunk> chunks = Collections.synchronizedList(new ArrayList<>());
        Tool talk = Tool.builder("talk").handler(call -> {
            call.output().stdout("x".repeat(ToolResults.MAX_CHUNK));
            call.output().stderr("y".repeat(ToolResults.MAX_CHUNK - 1) + "\ud83d\ude00tail");
            call.progress("half");
            return null;
        });
        try (Calls calls = new Calls(talk)) {
            calls.start("talk", Map.of(), calls.context(new CancelToken()), chunks::add)
                    .value();
            assertThat(chunks).hasSize(3);
            assertThat(chunks.get(0).content()).hasSize(ToolResults.MAX_CHUNK);
            assertThat(chunks.get(1).content()).endsWith("yyy[... 6 characters cut]");
            assertThat(chunks.get(2)).isEqualTo(Chunk.progress("half"));
        }
    }

    @Test
    void aSinkThatThrowsHurtsNoTool() throws Exception {
        Tool talk = Tool.builder("talk").handler(call -> {
            call.output().stdout("x");
            return "done";
        });
        try (Calls calls = new Calls(talk)) {
            Calls.Call call = calls.start("talk", Map.of(), calls.context(new CancelToken()), chunk -> {
                throw new IllegalStateException("expected by the test");
            });
            assertThat(call.value()).isEqualTo("done");
        }
    }

    @Test
    @DisplayName("R18: secrets of the arguments are masked in errors")
    void masksSecrets() throws Exception {
        Tool login = Tool.builder("login")
                .parameter("password", String.class)
                .parameter("options", Map.class)
                .handler(call -> {
                    throw new IOException(
                            "cannot log in with " + call.arguments().string("password") + " at hidden");
                });
        Tool details = Tool.builder("details").parameter("key", String.class).handler(call -> {
            String key = call.arguments().string("key");
            throw new OpdbusException(new ErrorInfo(
                    ErrorCode.TOOL_FAILED, "refused " + key, false, Map.of("sent", List.of(Map.of("key", key)))));
        });
        try (Calls calls = new Calls(login, details)) {
            assertThat(calls.start(
                                    "login",
                                    Map.of(
                                            "password", Secret.of("hunter2"),
                                            "options", Map.of("host", Secret.of("hidden"))))
                            .error(Ran.YES)
                            .message())
                    .isEqualTo("tool 'login' failed with IOException: cannot log in with *** at ***");
            ErrorInfo error =
                    calls.start("details", Map.of("key", Secret.of("hunter2"))).error(Ran.YES);
            assertThat(error.toString()).doesNotContain("hunter2");
            assertThat(error.details()).isEqualTo(Map.of("sent", List.of(Map.of("key", "***"))));
        }
    }

    @Test
    void aSkillThatRestrictsToolsDeniesOthers() throws Exception {
        Tool read = Tool.builder("file_read").handler(call -> "text");
        Tool run = Tool.builder("process_run").handler(call -> "ran");
        ActiveSkill review = new ActiveSkill("code-review", "", "0".repeat(64), "");
        ActiveSkill free = new ActiveSkill("style", "", "0".repeat(64), "");
        SkillRules rules = skill -> skill.equals("code-review") ? List.of("file_read", "file_list") : List.of();
        try (Calls calls = new Calls(settings -> settings.skillRules(rules), read, run)) {
            assertThat(calls.start("file_read", Map.of(), calls.context(new CancelToken(), free, review))
                            .value())
                    .isEqualTo("text");
            assertThat(calls.start("process_run", Map.of(), calls.context(new CancelToken(), free))
                            .value())
                    .isEqualTo("ran");
            ErrorInfo error = calls.start("process_run", Map.of(), calls.context(new CancelToken(), free, review))
                    .error(Ran.NO);
            assertThat(error.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
            assertThat(error.message())
                    .contains("skill 'code-review' does not allow tool 'process_run'")
                    .contains("file_read, file_list");
        }
    }

    @Test
    void refusesAToolThatItDoesNotKnow() throws Exception {
        Tool known = Tool.builder("a").handler(call -> 1);
        try (Calls calls = new Calls(known)) {
            Calls.Call call = new Calls.Call();
            calls.executor.start(
                    Tool.builder("a").handler(any -> 2),
                    io.opdbus.api.value.Arguments.none(),
                    calls.context(new CancelToken()),
                    chunk -> {},
                    call);
            assertThat(call.error(Ran.NO).code()).isEqualTo(ErrorCode.UNKNOWN_NAME);
        }
    }

    @Test
    void callsNothingOnceClosed() throws Exception {
        Tool tool = Tool.builder("a").handler(call -> 1);
        try (Calls calls = new Calls(tool)) {
            calls.executor.close();
            assertThat(calls.start("a").error(Ran.NO).code()).isEqualTo(ErrorCode.CLOSED);
        }
    }

    @Test
    void aCallerThatThrowsHurtsNothing() throws Exception {
        Tool tool = Tool.builder("a").maxConcurrent(1).asyncHandler(call -> CompletableFuture.completedFuture(1));
        try (Calls calls = new Calls(tool)) {
            calls.executor.start(
                    tool,
                    io.opdbus.api.value.Arguments.none(),
                    calls.context(new CancelToken()),
                    chunk -> {},
                    outcome -> {
                        throw new IllegalStateException("expected by the test");
                    });
            assertThat(calls.start("a").value()).isEqualTo(1L);
        }
    }

    @SuppressWarnings("InfiniteRecursion") // what a defective tool does
    private static Object recurse(Object call) {
        return List.of(recurse(call), call);
    }
}
