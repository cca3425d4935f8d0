package dev.berth.registry.tracing;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A span as a collector got it; the numbers of fields are those of OTLP's `trace.proto`.
record ReceivedSpan(String trace, String id, String parent, String name, long kind, Map<String, String> attributes) {
    static final long SERVER = 2;

    static List<ReceivedSpan> all(byte[] request) {
        return ProtobufReader.of(request).messages(1).stream()
                .flatMap(resource -> resource.messages(2).stream())
                .flatMap(scope -> scope.messages(2).stream())
                .map(ReceivedSpan::of)
                .toList();
    }

    /// The attributes of what sent the spans, for a look.
    static String resource(byte[] request) {
        return ProtobufReader.of(request).messages(1).stream()
                .flatMap(resource -> resource.messages(1).stream())
                .map(resource -> attributes(resource, 1).toString())
                .collect(Collectors.joining());
    }

    private static ReceivedSpan of(ProtobufReader span) {
        return new ReceivedSpan(
                span.hex(1), span.hex(2), span.hex(4), span.text(5), span.number(6), attributes(span, 9));
    }

    private static Map<String, String> attributes(ProtobufReader message, int field) {
        return message.messages(field).stream()
                .collect(Collectors.toMap(
                        pair -> pair.text(1), pair -> value(pair.messages(2).getFirst())));
    }

    private static String value(ProtobufReader any) {
        return any.text(1).isEmpty() ? Long.toString(any.number(3)) : any.text(1);
    }
}
