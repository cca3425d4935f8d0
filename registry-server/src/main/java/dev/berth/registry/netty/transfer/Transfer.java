package dev.berth.registry.netty.transfer;

/// The body of a large answer: a part of a source. Whoever answers a request with it gives the source away.
public record Transfer(TransferSource source, long position, long length) {}
