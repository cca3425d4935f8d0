package dev.berth.registry.storage;

/// How many bytes the storage can hold, and how many of them are still free to use.
public record StorageSpace(long total, long free) {}
