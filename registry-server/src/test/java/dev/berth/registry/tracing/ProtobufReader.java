package dev.berth.registry.tracing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A message in protobuf's encoding, as a list of numbered fields.
record ProtobufReader(List<Field> fields) {
    /// A field is bytes, each a character here, or a number.
    record Field(int number, String content, long value) {
        byte[] bytes() {
            return content.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    static ProtobufReader of(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            long key = varint(in);
            int number = (int) (key >>> 3);
            fields.add(
                    switch ((int) (key & 7)) {
                        case 0 -> new Field(number, "", varint(in));
                        case 1 -> new Field(number, "", in.getLong());
                        case 5 -> new Field(number, "", in.getInt());
                        default -> new Field(number, content(in), 0);
                    });
        }
        return new ProtobufReader(fields);
    }

    private static String content(ByteBuffer in) {
        byte[] bytes = new byte[(int) varint(in)];
        in.get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        int shift = 0;
        while (true) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
            shift += 7;
        }
    }

    List<ProtobufReader> messages(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .map(field -> of(field.bytes()))
                .toList();
    }

    String text(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .map(field -> new String(field.bytes(), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    String hex(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .map(field -> HexFormat.of().formatHex(field.bytes()))
                .findFirst()
                .orElse("");
    }

    long number(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .map(Field::value)
                .findFirst()
                .orElse(0L);
    }
}
