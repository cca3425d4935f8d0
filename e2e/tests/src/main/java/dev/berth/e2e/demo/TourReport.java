package dev.berth.e2e.demo;

import dev.berth.e2e.kubernetes.RegistryResource;

/// What the tour did, for those who check it.
///
/// @param address host and port of the registry as pods and nodes know it
/// @param podLog what the pod printed that runs from the registry
/// @param freedBytes what the garbage collection freed, as the Registry's status says
public record TourReport(RegistryResource registry, String address, String podLog, long freedBytes) {}
