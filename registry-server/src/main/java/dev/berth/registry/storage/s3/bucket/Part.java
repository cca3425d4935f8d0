package dev.berth.registry.storage.s3.bucket;

/// A part of an object that is being made, as the service knows it.
public record Part(int number, String version, long size) {}
