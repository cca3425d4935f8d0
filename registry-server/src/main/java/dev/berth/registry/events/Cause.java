package dev.berth.registry.events;

/// The request that made something happen. Texts come from the client; `user` is empty for one without credentials.
/// `registry` is the address the client knows this registry by, without a slash at the end.
public record Cause(
        String requestId, String address, String host, String method, String userAgent, String user, String registry) {

    /// Nobody asked for it.
    public static Cause ofServer() {
        return new Cause("", "", "", "", "", "", "");
    }
}
