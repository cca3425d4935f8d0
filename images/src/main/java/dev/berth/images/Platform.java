package dev.berth.images;

/// The machine that builds is the machine the image is for; `loader` is where programs look for the dynamic linker.
enum Platform {
    AMD64("amd64", "lib64/ld-linux-x86-64.so.2", "-linux-aarch_64.jar"),
    ARM64("arm64", "lib/ld-linux-aarch64.so.1", "-linux-x86_64.jar");

    private final String architecture;
    private final String loader;
    private final String foreignJars;

    Platform(String architecture, String loader, String foreignJars) {
        this.architecture = architecture;
        this.loader = loader;
        this.foreignJars = foreignJars;
    }

    static Platform current() {
        String machine = System.getProperty("os.arch");
        return switch (machine) {
            case "amd64", "x86_64" -> AMD64;
            case "aarch64", "arm64" -> ARM64;
            default -> throw new IllegalStateException("Images can be built on amd64 and arm64, this is " + machine);
        };
    }

    static boolean isSupported() {
        return System.getProperty("os.name").equals("Linux");
    }

    String architecture() {
        return architecture;
    }

    String loader() {
        return loader;
    }

    /// Native code of the other platform stays out of the image.
    boolean canUse(String jar) {
        return !jar.endsWith(foreignJars);
    }
}
