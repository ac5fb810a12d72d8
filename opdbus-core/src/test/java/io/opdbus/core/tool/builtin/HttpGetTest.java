package io.opdbus.core.tool.builtin;

import static io.opdbus.core.tool.builtin.Calls.map;
import static io.opdbus.core.tool.builtin.Calls.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opdbus.api.call.CallFacts;
import io.opdbus.api.call.ChunkSink;
import io.opdbus.api.call.Deadline;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.tool.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpGetTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CallFacts context = CallFacts.standalone("test");
    private HttpServer server;
    private String base;
    private BuiltinTools tools;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        base = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/hello", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/plain; charset=ISO-8859-1");
            exchange.getResponseHeaders()
                    .add("X-Echo", String.valueOf(exchange.getRequestHeaders().getFirst("X-In")));
            answer(exchange, 200, "gr\u00fcn", StandardCharsets.ISO_8859_1);
        });
        server.createContext(
                "/status/",
                exchange -> answer(
                        exchange,
                        Integer.parseInt(exchange.getRequestURI().getPath().substring(8)),
                        "sorry",
                        StandardCharsets.UTF_8));
        server.createContext("/to", exchange -> {
            exchange.getResponseHeaders()
                    .add("Location", exchange.getRequestURI().getQuery());
            answer(exchange, 302, "", StandardCharsets.UTF_8);
        });
        server.createContext("/loop", exchange -> {
            exchange.getResponseHeaders().add("Location", "loop");
            answer(exchange, 307, "", StandardCharsets.UTF_8);
        });
        server.createContext("/large", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (exchange) {
                byte[] block = new byte[10_000];
                for (int i = 0; i < 10_000; i++) {
                    exchange.getResponseBody().write(block);
                }
            }
        });
        server.createContext("/stall", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            reached.countDown();
            awaitRelease();
            exchange.close();
        });
        server.start();
        tools = BuiltinTools.builder()
                .allowPrivateAddresses()
                .maxHttpBytes(1000)
                .build();
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body, Charset charset) throws IOException {
        byte[] bytes = body.getBytes(charset);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.stop(0);
        threads.shutdownNow();
        tools.close();
    }

    @Test
    void getsText() throws Exception {
        Map<String, Object> result =
                map(tools, "http_get", Map.of("url", base + "/hello?a=b#part", "headers", Map.of("X-In", "value")));

        assertThat(result)
                .containsEntry("status", 200L)
                .containsEntry("body", "gr\u00fcn")
                .containsEntry("url", base + "/hello?a=b");
        assertThat(((Map<?, ?>) result.get("headers")).get("x-echo")).isEqualTo("value");
    }

    @Test
    void failsOnAFailureStatusUnlessToldNotTo() throws Exception {
        OpdbusException missing =
                refused(tools, ErrorCode.TOOL_FAILED, "http_get", Map.of("url", base + "/status/404?key=secret"));
        assertThat(missing.retryable()).isFalse();
        assertThat(missing).hasMessageContaining("404").hasMessageNotContaining("secret");
        assertThat(missing.details()).containsEntry("status", 404L).containsEntry("body", "sorry");
        assertThat(refused(tools, ErrorCode.TOOL_FAILED, "http_get", Map.of("url", base + "/status/503"))
                        .retryable())
                .isTrue();
        assertThat(map(tools, "http_get", Map.of("url", base + "/status/503", "check", false)))
                .containsEntry("status", 503L);
    }

    @Test
    void followsRedirectsAndChecksEach() throws Exception {
        assertThat(map(tools, "http_get", Map.of("url", base + "/to?/hello"))).containsEntry("url", base + "/hello");
        refused(tools, ErrorCode.ACCESS_DENIED, "http_get", Map.of("url", base + "/to?file:///etc/passwd"));
        refused(tools, ErrorCode.ACCESS_DENIED, "http_get", Map.of("url", base + "/to?http://a:b@127.0.0.1/"));
        assertThat(refused(tools, ErrorCode.TOOL_FAILED, "http_get", Map.of("url", base + "/loop")))
                .hasMessageContaining("redirects");
        BuiltinTools narrow = BuiltinTools.builder()
                .allowPrivateAddresses()
                .allowHost("127.0.0.1")
                .build();
        refused(
                narrow,
                ErrorCode.ACCESS_DENIED,
                "http_get",
                Map.of(
                        "url",
                        base + "/to?http://localhost:" + server.getAddress().getPort() + "/hello"));
    }

    @Test
    void doesNotHandHeadersToAnotherHost() throws Exception {
        String elsewhere = "http://localhost:" + server.getAddress().getPort() + "/hello";

        Map<String, Object> result = map(
                tools, "http_get", Map.of("url", base + "/to?" + elsewhere, "headers", Map.of("X-In", "credential")));

        assertThat(((Map<?, ?>) result.get("headers")).get("x-echo")).isEqualTo("null");
    }

    @Test
    void refusesPrivateAddressesUnlessAllowed() {
        BuiltinTools careful = BuiltinTools.builder().build();

        assertThat(refused(careful, ErrorCode.ACCESS_DENIED, "http_get", Map.of("url", base + "/hello")))
                .hasMessageContaining("127.0.0.1");
        refused(careful, ErrorCode.ACCESS_DENIED, "http_get", Map.of("url", "http://localhost/"));
        refused(careful, ErrorCode.ACCESS_DENIED, "http_get", Map.of("url", "http://[::1]/"));
        refused(careful, ErrorCode.ACCESS_DENIED, "http_get", Map.of("url", "http://169.254.169.254/latest"));
    }

    @Test
    void refusesWhatIsNoPlainUrl() {
        refused(tools, ErrorCode.ACCESS_DENIED, "http_get", Map.of("url", "file:///etc/passwd"));
        refused(tools, ErrorCode.ACCESS_DENIED, "http_get", Map.of("url", "/hello"));
        assertThat(refused(tools, ErrorCode.ACCESS_DENIED, "http_get", Map.of("url", "http://me:pass@127.0.0.1/")))
                .hasMessageNotContaining("pass@");
        refused(tools, ErrorCode.INVALID_ARGUMENTS, "http_get", Map.of("url", "http://a b/"));
        refused(tools, ErrorCode.INVALID_ARGUMENTS, "http_get", Map.of("url", "http:///path"));
        refused(
                tools,
                ErrorCode.INVALID_ARGUMENTS,
                "http_get",
                Map.of("url", base + "/hello", "headers", Map.of("Host", "other")));
        refused(
                tools,
                ErrorCode.INVALID_ARGUMENTS,
                "http_get",
                Map.of("url", base + "/hello", "headers", Map.of("X", "a\r\nY: b")));
    }

    @Test
    void limitsHosts() {
        HttpTargets targets = new HttpTargets(Set.of("example.org", "*.example.com"), true);

        for (String allowed :
                new String[] {"http://example.org/", "https://EXAMPLE.org:8080", "http://a.b.example.com"}) {
            assertThat(catchThrowable(() -> targets.require(URI.create(allowed))))
                    .isNull();
        }
        for (String denied : new String[] {"http://www.example.org", "http://example.com", "http://badexample.com"}) {
            assertThat(catchThrowable(() -> targets.require(URI.create(denied))))
                    .hasMessageContaining("is not allowed");
        }
    }

    @Test
    void hangsUpOnALargeResponse() {
        assertThat(refused(tools, ErrorCode.OUTPUT_TOO_LARGE, "http_get", Map.of("url", base + "/large")))
                .hasMessageContaining("larger than 1000 bytes");
    }

    @Test
    void stopsWhenCancelled() throws Exception {
        CompletableFuture<Throwable> outcome = start(context);
        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();

        context.cancelToken().cancel("enough");

        assertThat(outcome.get(30, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        OpdbusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    }

    @Test
    void stopsAtTheDeadline() throws Exception {
        CompletableFuture<Throwable> outcome = start(context.withDeadline(Deadline.after(Duration.ofMillis(300))));

        assertThat(outcome.get(30, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        OpdbusException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMED_OUT));
    }

    private CompletableFuture<Throwable> start(CallFacts facts) {
        Tool tool = Calls.named(tools, "http_get");
        return CompletableFuture.supplyAsync(
                () -> catchThrowable(
                        () -> tool.call(Calls.call(tool, Map.of("url", base + "/stall"), facts, ChunkSink.NONE))),
                threads);
    }

    @Test
    void tellsWhatCannotBeReached() {
        server.stop(0);

        OpdbusException failure = refused(tools, ErrorCode.TOOL_FAILED, "http_get", Map.of("url", base + "/hello"));

        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasMessageContaining("ConnectException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "0.0.0.0",
                "0.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.8",
                "198.18.0.1",
                "198.19.255.255",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:db8::1",
                "::7f00:1"
            })
    void addressesThatAreNotPublic(String address) throws Exception {
        assertThat(PublicAddress.test(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "93.184.216.34",
                "100.63.255.255",
                "100.128.0.1",
                "172.32.0.1",
                "198.20.0.1",
                "2606:4700::1111",
                "::ffff:8.8.8.8",
                "64:ff9b::808:808",
                "2002:808:808::"
            })
    void addressesThatArePublic(String address) throws Exception {
        assertThat(PublicAddress.test(InetAddress.getByName(address))).isTrue();
    }
}
