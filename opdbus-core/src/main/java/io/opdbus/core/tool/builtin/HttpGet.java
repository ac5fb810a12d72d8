package io.opdbus.core.tool.builtin;

import io.opdbus.api.call.CancelToken;
import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.schema.Hints;
import io.opdbus.api.schema.Parameters;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.tool.ToolCall;
import io.opdbus.api.value.Arguments;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code http_get}: the text behind an http or https URL. */
final class HttpGet {

    private static final int MAX_REDIRECTS = 5;
    private static final int MESSAGE_BODY = 2000;
    private static final int FIRST_FAILURE = 400;
    private static final int FIRST_SERVER_FAILURE = 500;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> PASSING_FAILURES = Set.of(408, 425, 429);
    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

    private final HttpTargets targets;
    private final long maxBytes;
    private final Duration timeout;
    private @Nullable HttpClient client;

    HttpGet(HttpTargets targets, long maxBytes, Duration timeout) {
        this.targets = targets;
        this.maxBytes = maxBytes;
        this.timeout = timeout;
    }

    Tool tool() {
        Map<String, Map<String, Object>> result = new LinkedHashMap<>();
        result.put("status", Schemas.of("integer", "the HTTP status code"));
        result.put("url", Schemas.of("string", "where the answer came from, after redirects"));
        result.put("headers", Schemas.stringMap("response headers, names in lower case"));
        result.put("body", Schemas.of("string", "the body as text"));
        return Tool.builder("http_get")
                .description("Gets the text behind an http or https URL.")
                .tags("http", "https", "web", "url", "download", "fetch")
                .parameters(Parameters.builder()
                        .required("url", String.class, "an http or https URL without credentials")
                        .schema("headers", Schemas.stringMap("request headers"), false)
                        .optional("check", Boolean.class, "whether a status of 400 or more is a failure", true)
                        .build())
                .output(Schemas.object(result))
                .hints(Hints.READ_ONLY)
                .maxOutputBytes(Schemas.jsonBytes(maxBytes))
                .handler(this::get);
    }

    private Object get(ToolCall call) throws InterruptedException {
        URI uri = HttpTargets.parse(call.arguments().string("url"));
        Map<String, @Nullable Object> headers = call.arguments().map("headers");
        long endsAt = System.nanoTime()
                + Math.min(timeout.toNanos(), nanos(call.deadline().remaining()));
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            HttpResponse<byte[]> response = exchange(uri, headers, call, endsAt);
            Optional<String> location = response.headers().firstValue("location");
            if (!REDIRECTS.contains(response.statusCode()) || location.isEmpty()) {
                return result(uri, response, call.arguments().flag("check", true));
            }
            URI next = redirected(uri, location.get());
            if (!origin(next).equals(origin(uri))) {
                // What the caller sent may be meant for the first host alone.
                headers = Map.of();
            }
            uri = next;
        }
        throw Failures.failed("more than " + MAX_REDIRECTS + " redirects, the last to " + HttpTargets.shown(uri));
    }

    private static long nanos(Duration duration) {
        return duration.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1).toNanos() : duration.toNanos();
    }

    private static URI redirected(URI from, String location) {
        URI next;
        try {
            next = HttpTargets.parse(from.resolve(location).toString());
        } catch (IllegalArgumentException e) {
            throw Failures.failed(HttpTargets.shown(from) + " redirects to something that is no URL");
        }
        if ("https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(next.getScheme())) {
            throw Failures.denied(HttpTargets.shown(from) + " redirects from https to " + next.getScheme());
        }
        return next;
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private HttpResponse<byte[]> exchange(URI uri, Map<String, @Nullable Object> headers, ToolCall call, long endsAt)
            throws InterruptedException {
        call.throwIfCancelled();
        CompletableFuture<HttpResponse<byte[]>> exchange;
        try {
            targets.require(uri);
            exchange = client().sendAsync(request(uri, headers), info -> new LimitedBody(maxBytes));
        } catch (IOException e) {
            throw unreachable(uri, e);
        }
        try (CancelToken.Registration registration = call.onCancel(() -> exchange.cancel(true))) {
            return exchange.get(Math.max(1, endsAt - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new OpdbusException(
                    ErrorInfo.retryable(ErrorCode.TIMED_OUT, HttpTargets.shown(uri) + " did not answer in time"));
        } catch (ExecutionException e) {
            call.throwIfCancelled();
            if (e.getCause() instanceof OpdbusException known) {
                throw new OpdbusException(
                        new ErrorInfo(
                                known.code(), HttpTargets.shown(uri) + ": " + known.getMessage(), false, Map.of()),
                        known);
            }
            throw unreachable(uri, e.getCause());
        } catch (CancellationException e) {
            call.throwIfCancelled();
            throw e;
        } finally {
            exchange.cancel(true);
        }
    }

    private static HttpRequest request(URI uri, Map<String, @Nullable Object> headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri).GET();
            Arguments values = Arguments.of(headers);
            for (String name : headers.keySet()) {
                request.setHeader(name, values.string(name));
            }
            return request.build();
        } catch (IllegalArgumentException e) {
            throw Failures.invalid("the request to " + HttpTargets.shown(uri) + " is not possible: " + e.getMessage());
        }
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(timeout)
                    .build();
        }
        return client;
    }

    private static OpdbusException unreachable(URI uri, @Nullable Throwable cause) {
        String why = cause == null || cause.getMessage() == null
                ? Objects.toString(cause == null ? null : cause.getClass().getSimpleName(), "no reason given")
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return new OpdbusException(
                ErrorInfo.retryable(ErrorCode.TOOL_FAILED, "cannot get " + HttpTargets.shown(uri) + ": " + why), cause);
    }

    private static Object result(URI uri, HttpResponse<byte[]> response, boolean check) {
        int status = response.statusCode();
        String body = new String(response.body(), charset(response.headers()));
        if (check && status >= FIRST_FAILURE) {
            boolean passing = status >= FIRST_SERVER_FAILURE || PASSING_FAILURES.contains(status);
            String start = body.length() > MESSAGE_BODY ? body.substring(0, MESSAGE_BODY) : body;
            throw new OpdbusException(new ErrorInfo(
                    ErrorCode.TOOL_FAILED,
                    HttpTargets.shown(uri) + " answered with status " + status,
                    passing,
                    Map.of("status", (long) status, "body", start)));
        }
        Map<String, Object> headers = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("status", (long) status);
        result.put("url", uri.toString());
        result.put("headers", headers);
        result.put("body", body);
        return result;
    }

    private static Charset charset(HttpHeaders headers) {
        Matcher matcher = CHARSET.matcher(headers.firstValue("content-type").orElse(""));
        try {
            return matcher.find() ? Charset.forName(matcher.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException e) {
            throw Failures.failed("the response has a charset that this Java does not know: " + matcher.group(1));
        }
    }
}
