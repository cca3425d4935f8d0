package dev.berth.registry.quotas;

/// How a rule stands: what is used, and the limits, zero for none.
public record QuotaUse(String name, long usedBytes, long limitBytes, long usedTags, long limitTags) {}
