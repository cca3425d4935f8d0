package dev.berth.registry.quotas;

import java.time.Instant;

/// A change, and when this process made it, by the storage's clock.
record Noted(Change change, Instant time) {}
