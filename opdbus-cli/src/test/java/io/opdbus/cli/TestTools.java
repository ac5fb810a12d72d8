package io.opdbus.cli;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.tool.ToolCall;
import io.opdbus.api.tool.ToolSource;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Tools that the tests of the command call. */
public final class TestTools implements ToolSource {

    /** Found by ServiceLoader. */
    public TestTools() {}

    @Override
    public Collection<Tool> tools() {
        return List.of(
                Tool.builder("test_echo")
                        .description("Gives what it is given.")
                        .parameter("value", Object.class)
                        .handler(call -> call.arguments().asMap().get("value")),
                Tool.builder("test_fail").parameter("message", String.class).handler(call -> {
                    throw new OpdbusException(
                            ErrorCode.TOOL_FAILED, call.arguments().string("message"));
                }),
                Tool.builder("test_note")
                        .parameter("file", String.class)
                        .parameter("text", String.class)
                        .handler(TestTools::note),
                Tool.builder("test_hold")
                        .parameter("port", Integer.class)
                        .optionalParameter("stubborn", Boolean.class, "whether it cannot be stopped")
                        .handler(TestTools::hold));
    }

    private static Object note(ToolCall call) throws IOException {
        Files.writeString(
                Path.of(call.arguments().string("file")),
                call.arguments().string("text") + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        return true;
    }

    /** Connects to the test, which so knows that it runs, and goes on when the test writes a byte. */
    private static Object hold(ToolCall call) throws IOException {
        boolean stubborn = Boolean.TRUE.equals(call.arguments().asMap().get("stubborn"));
        try (Socket socket = new Socket("127.0.0.1", (int) call.arguments().integer("port"))) {
            if (!stubborn) {
                call.onCancel(() -> {
                    try {
                        socket.close();
                    } catch (IOException ignored) {
                        // It is closed all the same.
                    }
                });
            }
            call.progress("holding \u001b[31m\u5927\u5927 on");
            if (stubborn) {
                hang();
            }
            socket.getInputStream().read();
            return "released";
        }
    }

    /** Never returns, interrupted or not. Reading a socket would: an interrupt closes that of a virtual thread. */
    private static void hang() {
        CountDownLatch never = new CountDownLatch(1);
        while (never.getCount() > 0) {
            try {
                never.await();
            } catch (InterruptedException ignored) {
                // It cannot be stopped.
            }
        }
    }
}
