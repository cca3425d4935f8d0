package dev.berth.registry.netty;

import java.util.List;
import java.util.Map;

/// Headers that every answer carries besides its own.
public record ResponseHeadersConfig(Map<String, List<String>> headers) {}
