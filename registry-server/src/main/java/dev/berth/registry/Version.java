package dev.berth.registry;

/// Which build this is.
final class Version {
    private Version() {}

    static String text() {
        String version = RegistryServer.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
