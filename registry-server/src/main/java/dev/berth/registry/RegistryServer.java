package dev.berth.registry;

/// The program's entry: hands the arguments to the command line and exits with its code.
public final class RegistryServer {
    private RegistryServer() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(Console.ofProcess()).run(arguments));
    }
}
