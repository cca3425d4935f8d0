package dev.berth.registry.clients.programs;

/// A client at one registry, with a folder of its own for its login and its images.
public interface ImageClient {
    default void logIn() {
        logIn(Endpoint.ALICE);
    }

    /// Some clients only note the password and learn later whether it is right.
    void logIn(Endpoint.User user);

    /// Pushes the image by a name with a tag. Returns the digest that the client says it got.
    String push(SampleImage image, String reference);

    /// Brings to this machine what is not there any more. Returns the digest of what came.
    String pull(String reference);

    /// A client that can delete too.
    interface Deleting extends ImageClient {
        void delete(String reference);
    }
}
