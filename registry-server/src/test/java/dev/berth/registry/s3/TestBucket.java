package dev.berth.registry.s3;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// Looks into buckets as their owner does, without the storage.
public final class TestBucket {
    private TestBucket() {}

    public static S3Client client(String endpoint) {
        return S3Client.builder()
                .endpointOverride(URI.create(endpoint))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(ObjectServer.ACCESS_KEY, ObjectServer.SECRET_KEY)))
                .build();
    }

    /// Makes one under a new name.
    public static String make(ObjectServer server) {
        var name = ObjectServers.newName();
        try (var client = client(server.endpoint())) {
            client.createBucket(each -> each.bucket(name));
        }
        return name;
    }
}
