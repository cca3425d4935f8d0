package dev.berth.operator.reconciler;

/// The image that the pods of every Registry run.
public record ServerImage(String reference) {}
