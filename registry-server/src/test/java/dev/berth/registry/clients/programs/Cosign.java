package dev.berth.registry.clients.programs;

import dev.berth.registry.InstalledPrograms;
import java.nio.file.Path;
import java.util.List;

/// cosign with a key of its own and without the services that keep public records.
public final class Cosign {
    private static final String KEY = "cosign.key";
    private final Call program;
    private final Endpoint endpoint;

    public Cosign(Endpoint endpoint, Path folder) {
        this.program = Call.of(folder, InstalledPrograms.require("cosign", "cosign"))
                .with("COSIGN_PASSWORD", "of the key")
                .with("DOCKER_CONFIG", folder.toString());
        this.endpoint = endpoint;
    }

    public void logIn() {
        program.adding("login", "--username", Endpoint.ALICE.name(), "--password-stdin", endpoint.host())
                .reading(Endpoint.ALICE.password())
                .output();
    }

    /// Makes a key and signs with it what the reference names by digest.
    public void sign(String reference) {
        program.adding("generate-key-pair").output();
        talk("sign", "--yes", "--key", KEY, "--tlog-upload=false", "--use-signing-config=false", remote(reference));
    }

    /// Fails unless there is a signature by the key of the one that signed.
    public void verify(String reference, Path publicKey) {
        talk("verify", "--key", publicKey.toString(), "--insecure-ignore-tlog=true", remote(reference));
    }

    public Path publicKey() {
        return program.home().resolve("cosign.pub");
    }

    /// What belongs to the image, for people.
    public String tree(String reference) {
        return talk("tree", remote(reference));
    }

    /// Removes all signatures.
    public void clean(String reference) {
        talk("clean", "--force", remote(reference));
    }

    private String remote(String reference) {
        return endpoint.reference(reference);
    }

    private String talk(String... arguments) {
        var trust = endpoint.authority()
                .map(authority -> List.of("--registry-cacert=" + authority))
                .orElse(List.of("--allow-http-registry", "--allow-insecure-registry"));
        return program.adding(arguments).adding(trust).output();
    }
}
