package dev.berth.registry.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.registry.clients.programs.Cosign;
import dev.berth.registry.clients.programs.Crane;
import dev.berth.registry.clients.programs.Helm;
import dev.berth.registry.clients.programs.Oras;
import dev.berth.registry.clients.programs.Regctl;
import dev.berth.registry.clients.programs.SampleImage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is no image: signatures, charts and what else is attached to an image.
@ExtendWith(Bench.Extension.class)
class ArtifactClientsIT {
    private static final String TAGGED = "artifacts/app:" + SampleImage.TAG;

    @ParameterizedTest
    @EnumSource
    void cosignSignsAndWhoMayPullVerifies(Access access, Bench bench) {
        var endpoint = bench.registries().endpoint(access);
        var signer = new Cosign(endpoint, bench.newFolder());
        var pusher = new Crane(endpoint, bench.newFolder());
        if (access.asksForLogin()) {
            signer.logIn();
            pusher.logIn();
        }
        var repository = "artifacts/signed";
        var tagged = repository + ":" + SampleImage.TAG;
        var image = SampleImage.make(bench.newFolder(), "signed " + access);
        var byDigest = repository + "@" + image.digest();
        pusher.push(image, tagged);

        signer.sign(byDigest);

        var reader = access.letsEverybodyPull() ? new Cosign(endpoint, bench.newFolder()) : signer;
        reader.verify(byDigest, signer.publicKey());
        assertThat(reader.tree(tagged)).contains("via OCI referrer");

        signer.clean(tagged);
        assertThatThrownBy(() -> reader.verify(byDigest, signer.publicKey()))
                .hasMessageContaining("no signatures found");
        assertThat(bench.registries().digest(access, tagged)).hasValue(image.digest());
    }

    @Test
    void orasAttachesAndDiscoversByType(Bench bench) throws IOException {
        var client = new Oras(bench.registries().endpoint(Access.MIXED), bench.newFolder());
        client.logIn();
        client.push(SampleImage.make(bench.newFolder(), "attached"), TAGGED);
        var large = new byte[20 << 20];
        new Random(1).nextBytes(large);
        var file = Files.write(bench.newFolder().resolve("bill"), large);

        var bill = client.attach(TAGGED, "application/x.bill", file);
        var report = client.attach(TAGGED, "application/x.report", Files.writeString(file, "nothing found"));

        var reader = new Oras(bench.registries().endpoint(Access.MIXED), bench.newFolder());
        assertThat(reader.discover(TAGGED, "")).containsExactlyInAnyOrder(bill, report);
        assertThat(reader.discover(TAGGED, "application/x.bill")).containsExactly(bill);
    }

    @Test
    void regctlPutsArtifactsAndTheyGoWhereTheImageGoes(Bench bench) throws IOException {
        var endpoint = bench.registries().endpoint(Access.MIXED);
        var client = new Regctl(endpoint, bench.newFolder());
        client.logIn();
        var from = endpoint.reference("artifacts/from:1");
        var to = endpoint.reference("artifacts/to:1");
        client.push(SampleImage.make(bench.newFolder(), "subject"), "artifacts/from:1");
        var file = Files.writeString(bench.newFolder().resolve("note"), "a note");

        client.run("artifact", "put", "--artifact-type=application/x.note", "--subject=" + from, "--file=" + file);
        client.run("image", "copy", "--referrers", from, to);

        var found = client.run("artifact", "list", "--format={{range .Descriptors}}{{.ArtifactType}}{{end}}", to);
        assertThat(found).isEqualTo("application/x.note");
        assertThat(client.run("artifact", "get", "--subject=" + to, "--filter-artifact-type=application/x.note"))
                .isEqualTo("a note");
    }

    @Test
    void helmShowsAndRendersAChartThatItHasNot(Bench bench) {
        var endpoint = bench.registries().endpoint(Access.MIXED);
        var client = new Helm(endpoint, bench.newFolder());
        client.logIn();
        var image = SampleImage.make(bench.newFolder(), "charted");
        client.push(image, "artifacts/chart:" + SampleImage.TAG);

        var reader = new Helm(endpoint, bench.newFolder());

        assertThat(reader.show("show chart", "artifacts/chart:1")).contains("name: chart", "description: sample");
        assertThat(reader.show("template", "artifacts/chart:1")).contains("image: " + image.digest());
    }
}
