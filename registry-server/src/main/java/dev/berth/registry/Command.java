package dev.berth.registry;

import java.util.List;

/// One thing the program can do. Answers the exit code; a wrong argument is a [UsageException].
interface Command {
    int DONE = 0;
    int FAILED = 1;
    int WRONG_SETTING = 2;

    int run(List<String> arguments);
}
