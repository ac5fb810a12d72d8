package io.opdbus.core.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.OpdbusException;
import io.opdbus.api.error.UnknownNameException;
import io.opdbus.api.schema.Parameters;
import io.opdbus.api.tool.Tool;
import io.opdbus.api.tool.ToolCall;
import io.opdbus.api.tool.ToolDescriptor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ToolRegistryTest {

    private static Tool tool(String name) {
        return Tool.builder(name).handler(call -> name);
    }

    @Test
    void findsToolsByName() {
        Tool read = tool("file_read");
        ToolRegistry registry = ToolRegistry.of(tool("file_write"), read);
        assertThat(registry.find("file_read")).containsSame(read);
        assertThat(registry.get("file_read")).isSameAs(read);
        assertThat(registry.find("nothing")).isEmpty();
        assertThat(registry.names()).containsExactly("file_read", "file_write");
        assertThat(registry.descriptor("file_write").name()).isEqualTo("file_write");
        assertThat(registry.descriptors()).extracting(ToolDescriptor::name).containsExactly("file_read", "file_write");
    }

    @Test
    void suggestsTheNearestNames() {
        ToolRegistry registry = ToolRegistry.of(tool("file_read"), tool("file_write"), tool("http_get"));
        assertThatThrownBy(() -> registry.get("file_raed"))
                .asInstanceOf(type(UnknownNameException.class))
                .satisfies(unknown -> {
                    assertThat(unknown.code()).isEqualTo(ErrorCode.UNKNOWN_NAME);
                    assertThat(unknown.name()).isEqualTo("file_raed");
                    assertThat(unknown.candidates()).startsWith("file_read");
                    assertThat(unknown).hasMessageContaining("did you mean 'file_read'");
                });
    }

    @Test
    void namesBothClassesOfADuplicate() {
        assertThatThrownBy(() -> ToolRegistry.of(tool("greet"), new Greet(new AtomicInteger())))
                .asInstanceOf(type(OpdbusException.class))
                .satisfies(duplicate -> {
                    assertThat(duplicate.code()).isEqualTo(ErrorCode.DUPLICATE_NAME);
                    assertThat(duplicate)
                            .hasMessageContaining("'greet'")
                            .hasMessageContaining(Greet.class.getName())
                            .hasMessageContaining("io.opdbus.api.tool.ToolBuilder");
                });
    }

    @Test
    void asksForTheDescriptorOnce() {
        AtomicInteger asked = new AtomicInteger();
        ToolRegistry registry = ToolRegistry.of(new Greet(asked));
        registry.descriptor("greet");
        registry.get("greet");
        assertThat(registry.problems("greet", Map.of())).hasSize(1);
        assertThat(asked).hasValue(1);
    }

    @Test
    void isNotChangedByItsBuilder() {
        ToolRegistry.Builder builder = ToolRegistry.builder().add(tool("a"));
        ToolRegistry registry = builder.build();
        builder.addAll(List.of(tool("b")));
        assertThat(registry.names()).containsExactly("a");
    }

    @Test
    @SuppressWarnings("NullAway") // what a careless tool does
    void refusesAToolThatDoesNotDescribeItself() {
        Tool silent = new Tool() {
            @Override
            public ToolDescriptor descriptor() {
                return null;
            }

            @Override
            public @Nullable Object call(ToolCall call) {
                return null;
            }
        };
        assertThatThrownBy(() -> ToolRegistry.of(silent))
                .hasMessageContaining(silent.getClass().getName())
                .hasMessageContaining("null");
    }

    @Test
    void namesTheToolWhoseSchemaCannotBeUsed() {
        Parameters broken = Parameters.ofSchema(
                Map.of("type", "object", "properties", Map.of("a", Map.of("$ref", "#/$defs/missing"))));
        assertThatThrownBy(() ->
                        ToolRegistry.of(Tool.builder("lost").parameters(broken).handler(call -> null)))
                .hasMessageContaining("named 'lost'");
    }

    private record Greet(AtomicInteger asked) implements Tool {

        private static final ToolDescriptor DESCRIPTOR = Tool.builder("greet")
                .parameter("name", String.class)
                .handler(call -> "")
                .descriptor();

        @Override
        public ToolDescriptor descriptor() {
            asked.incrementAndGet();
            return DESCRIPTOR;
        }

        @Override
        public Object call(ToolCall call) {
            return "";
        }
    }
}
