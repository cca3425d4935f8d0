package dev.berth.images;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// What a program does while Java watches which classes and which code it needs.
public sealed interface Training extends AutoCloseable permits RegistryTraining, OperatorTraining {

    /// The program's own arguments.
    List<String> arguments();

    Map<String, String> environment();

    /// Waits until the program is ready and uses it as its users will. Fails if the program answers anything
    /// unexpected.
    void exercise(Process program) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
