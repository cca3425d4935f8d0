package dev.berth.registry.storage;

/// One name inside a folder.
public record StorageEntry(String name, boolean folder) {}
