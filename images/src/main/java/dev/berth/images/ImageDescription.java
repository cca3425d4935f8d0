package dev.berth.images;

import java.time.Instant;
import java.util.Map;

/// What an image says about itself; `process` is the `config` object of the OCI image configuration.
record ImageDescription(
        String name, String architecture, Instant created, Map<String, Object> process, Map<String, String> labels) {}
