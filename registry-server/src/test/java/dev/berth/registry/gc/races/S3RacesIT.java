package dev.berth.registry.gc.races;

/// The races in a bucket, between three replicas.
class S3RacesIT extends S3Replicas
        implements PushRacesContractTest,
                ManifestRacesContractTest,
                ReferrerRacesContractTest,
                PullRacesContractTest,
                CollectorRacesContractTest {}
