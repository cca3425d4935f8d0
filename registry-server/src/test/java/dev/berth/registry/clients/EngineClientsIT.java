package dev.berth.registry.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.clients.programs.Containerd;
import dev.berth.registry.clients.programs.Docker;
import dev.berth.registry.clients.programs.Endpoint;
import dev.berth.registry.clients.programs.Podman;
import dev.berth.registry.clients.programs.SampleImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What those do that keep images of their own: docker, podman, buildah and containerd.
@ExtendWith(Bench.Extension.class)
class EngineClientsIT {
    private static final Access ACCESS = Access.MIXED;

    @Test
    void dockerPushesAllTagsAndMountsWhatItHasPushedElsewhere(Bench bench) {
        var endpoint = bench.registries().endpoint(ACCESS);
        var client = new Docker(bench.daemons().docker(), endpoint, bench.newFolder());
        client.logIn();
        var image = SampleImage.make(bench.newFolder(), "docker");
        for (var name : new String[] {"docker/many:one", "docker/many:two", "docker/other:one"}) {
            client.load(image, name);
        }

        client.run("push", "--all-tags", endpoint.reference("docker/many"));
        var said = client.run("push", endpoint.reference("docker/other:one"));

        assertThat(said).contains("Mounted from docker/many");
        var pushed = bench.registries().digest(ACCESS, "docker/many:one");
        assertThat(pushed).isPresent();
        assertThat(bench.registries().digest(ACCESS, "docker/many:two")).isEqualTo(pushed);
        assertThat(bench.registries().digest(ACCESS, "docker/other:one")).isEqualTo(pushed);
        client.forget("docker/many:one");
        client.run("pull", endpoint.reference("docker/other@" + pushed.orElseThrow()));
        assertThat(client.run("image", "inspect", image.config())).contains("docker/other@" + pushed.orElseThrow());
    }

    @Test
    void dockerKeepsATokenInPlaceOfThePassword(Bench bench) throws IOException {
        var folder = bench.newFolder();
        var client = new Docker(bench.daemons().docker(), bench.registries().endpoint(ACCESS), folder);
        client.logIn();

        var kept = Files.readString(folder.resolve("config.json"));
        assertThat(kept).contains("\"identitytoken\"").doesNotContain(encoded(Endpoint.ALICE.password()));
        var image = SampleImage.make(bench.newFolder(), "by token");
        assertThat(client.push(image, "docker/token:one"))
                .isEqualTo(bench.registries().digest(ACCESS, "docker/token:one").orElseThrow());
    }

    private static String encoded(String password) {
        var login = Endpoint.ALICE.name() + ":" + password;
        return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    /// For these commands docker speaks to the registry itself, on this machine by plain HTTP alone.
    @Test
    void dockerMakesAListOfManifests(Bench bench) {
        var endpoint = bench.registries().endpoint(Access.BASIC);
        var client = new Docker(bench.daemons().docker(), endpoint, bench.newFolder());
        client.logIn();
        var one = client.push(SampleImage.make(bench.newFolder(), "list one"), "docker/list:one");
        var two = client.push(SampleImage.make(bench.newFolder(), "list two"), "docker/list:two");
        var list = endpoint.reference("docker/list:all");

        client.run("manifest", "create", "--insecure", list, list.replace("all", "one"), list.replace("all", "two"));
        client.run("manifest", "push", "--insecure", list);

        assertThat(client.run("manifest", "inspect", "--insecure", list)).contains(one, two);
        client.forget("docker/list:one");
        assertThat(client.run("pull", list))
                .contains(bench.registries()
                        .digest(Access.BASIC, "docker/list:all")
                        .orElseThrow());
    }

    @Test
    void podmanPushesAListWithItsImages(Bench bench) {
        var client = Podman.podman(bench.registries().endpoint(ACCESS), bench.newFolder());
        client.logIn();
        client.run("manifest", "create", "list");
        for (var seed : new String[] {"podman one", "podman two"}) {
            var image = client.load(SampleImage.make(bench.newFolder(), seed));
            client.run("manifest", "add", "list", "containers-storage:" + image);
        }

        client.talk("manifest push", "--all", "list", client.remote("podman/list:all"));

        var reader = Podman.podman(bench.registries().endpoint(ACCESS), bench.newFolder());
        var list =
                bench.registries().get(ACCESS, "/v2/podman/list/manifests/all").body();
        assertThat(list.split("\"architecture\"", -1)).as(list).hasSize(3);
        assertThat(reader.pull("podman/list:all")).startsWith("sha256:");
    }

    /// Its search knows of no certificates.
    @Test
    void podmanSearchesTheCatalogAndTheTags(Bench bench) {
        var client = Podman.podman(bench.registries().endpoint(Access.PLAIN), bench.newFolder());
        client.push(SampleImage.make(bench.newFolder(), "searched"), "podman/searched:one");

        assertThat(client.talk("search", client.host() + "/search")).contains("podman/searched");
        assertThat(client.talk("search", "--list-tags", client.host() + "/podman/searched"))
                .contains("one");
    }

    @Test
    void buildahPushesWhatItBuiltFromNothing(Bench bench) throws IOException {
        var client = Podman.buildah(bench.registries().endpoint(ACCESS), bench.newFolder());
        client.logIn();
        var container = client.run("from", "scratch");
        var file = Files.writeString(bench.newFolder().resolve("greeting"), "hello");
        client.run("copy", container, file.toString(), "/greeting");

        var pushed = client.push(client.run("commit", "--quiet", "--rm", container), "buildah/built:1");

        var reader = Podman.buildah(bench.registries().endpoint(ACCESS), bench.newFolder());
        assertThat(reader.pull("buildah/built:1")).isEqualTo(pushed);
    }

    @Test
    void containerdTakesTheRegistryAsAMirrorOfAnother(Bench bench) {
        var endpoint = bench.registries().endpoint(ACCESS);
        var client = new Containerd(bench.daemons().containerd(), endpoint, bench.newFolder());
        client.logIn();
        var image = SampleImage.make(bench.newFolder(), "mirrored");
        var reference = "containerd/mirrored:" + SampleImage.TAG;
        client.push(image, reference);

        var reader = new Containerd(bench.daemons().containerd(), endpoint, bench.newFolder());
        reader.mirror("mirrored.example");

        assertThat(reader.pullByName("mirrored.example/" + reference)).isEqualTo(image.digest());
    }
}
