package dev.berth.registry.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.clients.programs.Crane;
import dev.berth.registry.clients.programs.Regctl;
import dev.berth.registry.clients.programs.SampleImage;
import dev.berth.registry.clients.programs.Skopeo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What skopeo, crane and regctl do within a registry, with a token for each repository.
@ExtendWith(Bench.Extension.class)
class CopyingClientsIT {
    private static final Access ACCESS = Access.MIXED;

    @Test
    void skopeoInspectsListsAndSynchronizes(Bench bench) {
        var client = new Skopeo(bench.registries().endpoint(ACCESS), bench.newFolder());
        client.logIn();
        var image = SampleImage.make(bench.newFolder(), "synchronized");
        client.push(image, "skopeo/sync:one");
        client.push(image, "skopeo/sync:two");

        client.copy("sync", "--src=docker", "--dest=docker", client.host() + "/skopeo/sync", client.host() + "/copies");

        assertThat(client.talk("list-tags", client.remote("copies/sync"))).contains("\"one\"", "\"two\"");
        assertThat(client.talk("inspect", client.remote("copies/sync:one"))).contains(image.digest());
        assertThat(client.talk("inspect", "--config", client.remote("copies/sync:two")))
                .contains("diff_ids");
    }

    @Test
    void craneCopiesWithinTheRegistryWithoutSendingLayers(Bench bench) {
        var endpoint = bench.registries().endpoint(ACCESS);
        var client = new Crane(endpoint, bench.newFolder());
        client.logIn();
        var image = SampleImage.make(bench.newFolder(), "mounted");
        client.push(image, "crane/from:1");

        var said = client.call("copy", endpoint.reference("crane/from:1"), endpoint.reference("crane/to:1"))
                .outputAndErrors();

        assertThat(said).contains("mounted blob").doesNotContain("pushed blob");
        assertThat(client.run("digest", endpoint.reference("crane/to:1"))).isEqualTo(image.digest());
        assertThat(client.run("ls", endpoint.reference("crane/to"))).isEqualTo("1");
        assertThat(client.run("catalog", endpoint.host()).lines()).contains("crane/from", "crane/to");
    }

    @Test
    void craneAddsALayerAndMakesAnIndex(Bench bench) {
        var endpoint = bench.registries().endpoint(ACCESS);
        var client = new Crane(endpoint, bench.newFolder());
        client.logIn();
        var image = SampleImage.make(bench.newFolder(), "appended");
        var base = endpoint.reference("crane/append:base");
        client.push(image, "crane/append:base");

        var larger = endpoint.reference("crane/append:larger");
        client.run("append", "--base=" + base, "--new_layer=" + image.dockerArchive(), "--new_tag=" + larger);
        var index = endpoint.reference("crane/append:index");
        client.run("index", "append", "--manifest=" + base, "--manifest=" + larger, "--tag=" + index);

        assertThat(client.run("validate", "--remote=" + larger)).contains("PASS");
        assertThat(client.run("manifest", index)).contains(image.digest(), client.run("digest", larger));
    }

    @Test
    void regctlSendsPiecesAndDeletesATagAlone(Bench bench) {
        var endpoint = bench.registries().endpoint(ACCESS);
        var client = new Regctl(endpoint, bench.newFolder());
        client.logIn();
        client.run("registry", "set", endpoint.host(), "--blob-max=100000", "--blob-chunk=65536");
        var image = SampleImage.make(bench.newFolder(), "pieces");
        client.push(image, "regctl/pieces:one");
        client.run("image", "copy", endpoint.reference("regctl/pieces:one"), endpoint.reference("regctl/pieces:two"));

        client.delete("regctl/pieces:one");

        assertThat(client.run("tag", "ls", endpoint.reference("regctl/pieces"))).isEqualTo("two");
        assertThat(client.pull("regctl/pieces:two")).isEqualTo(image.digest());
        assertThat(client.run("repo", "ls", endpoint.host()).lines()).contains("regctl/pieces");
    }

    @Test
    void regctlCopiesAndDeletesABlob(Bench bench) {
        var endpoint = bench.registries().endpoint(ACCESS);
        var client = new Regctl(endpoint, bench.newFolder());
        client.logIn();
        var from = endpoint.reference("regctl/blobs");
        var digest = client.call("blob", "put", from).reading("a blob").output();

        var to = endpoint.reference("regctl/more");
        client.run("blob", "copy", from, to, digest);
        client.run("blob", "delete", from, digest);

        assertThat(client.run("blob", "get", to, digest)).isEqualTo("a blob");
        assertThat(bench.registries()
                        .get(ACCESS, "/v2/regctl/blobs/blobs/" + digest)
                        .statusCode())
                .isEqualTo(404);
    }
}
