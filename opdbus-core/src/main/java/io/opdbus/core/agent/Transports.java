package io.opdbus.core.agent;

import io.opdbus.api.error.ErrorCode;
import io.opdbus.api.error.ErrorInfo;
import io.opdbus.api.transport.AgentAddress;
import io.opdbus.api.transport.Transport;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which transport an address is for. */
final class Transports {

    private static final Comparator<Transport> ORDER = Comparator.comparingInt(Transport::priority)
            .reversed()
            .thenComparing(transport -> transport.getClass().getName());

    private final List<Transport> ordered;

    Transports(List<Transport> transports) {
        this.ordered = transports.stream().sorted(ORDER).toList();
    }

    Optional<Transport> find(AgentAddress address) {
        return ordered.stream().filter(transport -> transport.accepts(address)).findFirst();
    }

    List<Transport> all() {
        return ordered;
    }

    static ErrorInfo missing(AgentAddress address) {
        String remedy = switch (address.scheme()) {
            case "http", "https", "grpc", "grpcs", "unix" -> "add the dependency io.opdbus:opdbus-grpc";
            case "dbus" -> "add the dependency io.opdbus:opdbus-dbus";
            case "in-process" -> "give the pool an InProcessTransport";
            default -> "add the transport for '" + address.scheme() + "' addresses to the class path";
        };
        return ErrorInfo.of(ErrorCode.NO_TRANSPORT, "no transport is there for agent " + address + "; " + remedy);
    }
}
