package dev.berth.registry.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.RegistryClient;
import dev.berth.registry.RunningRegistry;
import dev.berth.registry.ServerProcess;
import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.s3.ObjectServer;
import dev.berth.registry.s3.ObjectServers;
import dev.berth.registry.s3.TestBucket;
import dev.berth.registry.verify.Finding;
import dev.berth.registry.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A bucket goes from distribution to Berth and back, and nobody who pulls can tell.
class BucketAdoptionIT {
    @TempDir
    private Path folder;

    @Test
    void bucketIsAdoptedAndGivenBack() throws Exception {
        var program = Peer.DISTRIBUTION_3.require();
        var server = ObjectServers.VERSITYGW.running();
        var bucket = TestBucket.make(server);
        var settings = settings(server, bucket);
        SortedMap<String, String> written;
        try (var peer = serve(program, settings);
                var client = peer.client()) {
            AdoptionIT.write(client);
            written = snapshot(client);
        }
        assertThat(inconsistencies(server, bucket)).isEmpty();
        SortedMap<String, String> changed;
        try (var berth = RunningRegistry.start(Configuration.of(settings, "test", Map.of()));
                var client = RegistryClient.of(berth.address().getPort())) {
            assertThat(snapshot(client)).isEqualTo(written).hasSizeGreaterThan(30);
            AdoptionIT.change(client);
            changed = snapshot(client);
        }
        assertThat(changed).isNotEqualTo(written);
        assertThat(inconsistencies(server, bucket)).isEmpty();
        try (var peer = serve(program, settings);
                var client = peer.client()) {
            assertThat(snapshot(client)).isEqualTo(changed);
            client.pushImage("team/app", "afterwards", "afterwards");
        }
    }

    /// On a bucket distribution answers an empty list for a repository that is none, and so not what it says on a
    /// volume.
    private static SortedMap<String, String> snapshot(RegistryClient client) throws IOException {
        var all = AdoptionIT.snapshot(client);
        all.remove("/v2/no/such/tags/list");
        return all;
    }

    private ServerProcess serve(Path program, String settings) throws IOException {
        var file = Files.writeString(folder.resolve("config.yml"), settings);
        return ServerProcess.start(List.of(program.toString(), "serve", file.toString()), folder.resolve("peer.log"));
    }

    private static List<Finding> inconsistencies(ObjectServer server, String bucket) {
        List<Finding> findings = new ArrayList<>();
        try (var storage = ObjectServers.storage(ObjectServers.config(server, bucket))) {
            new Verification(storage, Clock.systemUTC(), findings::add, false).run();
        }
        return findings;
    }

    private static String settings(ObjectServer server, String bucket) {
        return """
                version: 0.1
                log: {level: error, accesslog: {disabled: true}}
                storage:
                  delete: {enabled: true}
                  redirect: {disable: true}
                  s3:
                    {regionendpoint: '%s', region: us-east-1, forcepathstyle: true, bucket: '%s', rootdirectory: /some/where,
                      accesskey: '%s', secretkey: '%s'}
                http: {addr: '127.0.0.1:0'}
                """.formatted(server.endpoint(), bucket, ObjectServer.ACCESS_KEY, ObjectServer.SECRET_KEY);
    }
}
