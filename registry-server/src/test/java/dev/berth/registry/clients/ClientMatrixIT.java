package dev.berth.registry.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.registry.clients.programs.CallFailedException;
import dev.berth.registry.clients.programs.Endpoint;
import dev.berth.registry.clients.programs.ImageClient;
import dev.berth.registry.clients.programs.SampleImage;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every client at a registry of every kind of access.
@ExtendWith(Bench.Extension.class)
class ClientMatrixIT {
    /// In the words of each client, which come below its command. containerd tries a password so often that it meets
    /// the limit of failed logins.
    private static final String REFUSED = "(?si).*\\n.*(unauthorized|invalid username|authentication required"
            + "|no basic auth|credential not found|authorization failed|denied|429 too many requests).*";

    private static Stream<Arguments> cells() {
        return Arrays.stream(Client.values())
                .flatMap(client -> Arrays.stream(Access.values()).map(access -> Arguments.of(client, access)));
    }

    private static Stream<Arguments> cellsWithLogin() {
        return cells().filter(cell -> ((Access) cell.get()[1]).asksForLogin());
    }

    @ParameterizedTest
    @MethodSource("cells")
    void whatIsPushedIsPulledByTheSameDigestAndCanBeDeleted(Client kind, Access access, Bench bench) {
        var reference = kind.reference("app");
        var client = kind.at(bench, bench.registries().endpoint(access));
        if (access.asksForLogin()) {
            client.logIn();
        }

        var pushed = client.push(SampleImage.make(bench.newFolder(), kind + " " + access), reference);
        assertThat(bench.registries().digest(access, reference)).hasValue(pushed);

        var reader =
                access.letsEverybodyPull() ? kind.at(bench, bench.registries().endpoint(access)) : client;
        assertThat(reader.pull(reference)).isEqualTo(pushed);

        if (client instanceof ImageClient.Deleting deleting) {
            deleting.delete(reference);
            assertThat(bench.registries().digest(access, reference)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("cellsWithLogin")
    void nobodyPushesWithoutALogin(Client kind, Access access, Bench bench) {
        var client = kind.at(bench, bench.registries().endpoint(access));
        var image = SampleImage.make(bench.newFolder(), kind + " refused " + access);

        assertThatThrownBy(() -> client.push(image, kind.reference("refused")))
                .isInstanceOf(CallFailedException.class)
                .hasMessageMatching(REFUSED);
        assertThat(bench.registries().digest(access, kind.reference("refused"))).isEmpty();
    }

    /// Each client is another user, for too many wrong passwords of one are answered otherwise.
    @ParameterizedTest
    @MethodSource("cellsWithLogin")
    void nobodyPushesWithAWrongPassword(Client kind, Access access, Bench bench) {
        var client = kind.at(bench, bench.registries().endpoint(access));
        var image = SampleImage.make(bench.newFolder(), kind + " wrong " + access);

        assertThatThrownBy(() -> {
                    client.logIn(new Endpoint.User(kind.name(), "wrong"));
                    client.push(image, kind.reference("wrong"));
                })
                .isInstanceOf(CallFailedException.class)
                .hasMessageMatching(REFUSED);
        assertThat(bench.registries().digest(access, kind.reference("wrong"))).isEmpty();
    }
}
