package dev.berth.registry.gc;

import dev.berth.registry.storage.Storage;

/// What the parts of one run share. A dry one counts and changes nothing.
record Run(Storage storage, Progress progress, Steps steps, Pressure pressure, boolean dry) {}
