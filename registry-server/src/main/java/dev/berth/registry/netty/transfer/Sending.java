package dev.berth.registry.netty.transfer;

/// One large answer on its way out. Confined to the event loop of its connection.
sealed interface Sending permits KernelSending, BufferSending, RemoteSending {

    /// Writes as much as the connection takes now. After the last piece the promise of the answer is kept.
    void sendMore();

    /// Gives the source back. May be called more than once.
    void close();
}
