package dev.berth.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.registry.RunningRegistry;
import dev.berth.registry.TestImages;
import dev.berth.registry.auth.htpasswd.Bcrypt;
import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.oci.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way of a client from the challenge to the token to the content, with rules that differ by repository.
class TokenAccessTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PUSH = "repository:team/app:pull,push";

    @TempDir
    private static Path directory;

    private static RunningRegistry registry;
    private static HttpClient client;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(
                directory.resolve("htpasswd"),
                "alice:" + Bcrypt.hash("secret") + "\nbob:" + Bcrypt.hash("secret") + "\n");
        Files.writeString(directory.resolve("secret"), "shared by replicas");
        registry = RunningRegistry.start(Configuration.of(
                """
                version: 0.1
                storage:
                  filesystem: {rootdirectory: %s}
                http: {addr: 127.0.0.1:0}
                auth:
                  htpasswd: {realm: r, path: %s}
                berth:
                  access:
                    secretfile: %s
                    rules:
                      - {users: [alice], actions: ["*"]}
                      - {users: [bob], repositories: ["bob/**"], actions: [pull, push, catalog]}
                      - {users: ["*"], anonymous: true, repositories: ["public/**"], actions: [pull]}
                """.formatted(directory.resolve("data"), directory.resolve("htpasswd"), directory.resolve("secret")),
                "test",
                Map.of()));
        client = HttpClient.newHttpClient();
        for (String repository : new String[] {"team/app", "public/app", "bob/app"}) {
            push(repository, token("alice:secret", "repository:" + repository + ":pull,push"));
        }
    }

    @AfterAll
    static void stop() {
        client.close();
        registry.close();
    }

    @Test
    void theChallengeTellsWhereAndForWhat() {
        assertThat(challenge(get("/v2/", "")))
                .startsWith("Bearer realm=\"" + registry.address() + "/v2/token\",service=\"berth-registry\"")
                .doesNotContain("scope");
        assertThat(challenge(get("/v2/team/app/manifests/v1", "")))
                .contains("scope=\"repository:team/app:pull\"")
                .doesNotContain("error");
        assertThat(challenge(send("POST", "/v2/team/app/blobs/uploads/", "")))
                .contains("scope=\"repository:team/app:pull,push\"");
        assertThat(challenge(get("/v2/_catalog", ""))).contains("scope=\"registry:catalog:*\"");
    }

    @Test
    void everybodyPullsWhatIsPublicAndNothingElse() throws IOException {
        String nobody = token("", "repository:public/app:pull repository:team/app:pull");

        assertThat(get("/v2/", bearer(nobody)).statusCode()).isEqualTo(200);
        assertThat(get("/v2/public/app/manifests/v1", bearer(nobody)).statusCode())
                .isEqualTo(200);
        assertThat(get("/v2/public/app/manifests/v1", "").statusCode()).isEqualTo(200);
        HttpResponse<String> closed = get("/v2/team/app/manifests/v1", bearer(nobody));
        assertThat(closed.statusCode()).isEqualTo(401);
        assertThat(challenge(closed)).contains("error=\"insufficient_scope\"");
        assertThat(send("POST", "/v2/public/app/blobs/uploads/", bearer(nobody)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aTokenIsGoodForItsScopeAlone() throws IOException {
        String pull = token("alice:secret", "repository:team/app:pull");

        assertThat(get("/v2/team/app/manifests/v1", bearer(pull)).statusCode()).isEqualTo(200);
        assertThat(send("POST", "/v2/team/app/blobs/uploads/", bearer(pull)).statusCode())
                .isEqualTo(401);
        assertThat(get("/v2/bob/app/manifests/v1", bearer(pull)).statusCode()).isEqualTo(401);
        String push = token("alice:secret", PUSH);
        assertThat(send("POST", "/v2/team/app/blobs/uploads/", bearer(push)).statusCode())
                .isEqualTo(202);
    }

    @Test
    void aUserGetsNoMoreThanTheRulesAllow() throws IOException {
        JsonNode answer = JSON.readTree(askForToken("bob:secret", PUSH + " repository:bob/app:pull,delete")
                .body());

        assertThat(answer.path("scope").asText()).isEqualTo("repository:bob/app:pull");
        assertThat(get("/v2/team/app/manifests/v1", basic("bob:secret")).statusCode())
                .isEqualTo(403);
        assertThat(get("/v2/bob/app/manifests/v1", basic("bob:secret")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void wrongPasswordsAndForgedTokensOpenNothing() throws IOException {
        assertThat(askForToken("alice:wrong", PUSH).statusCode()).isEqualTo(401);
        assertThat(askForToken("eve:secret", PUSH).statusCode()).isEqualTo(401);
        String genuine = token("alice:secret", PUSH);
        String[] parts = genuine.split("\\.", -1);
        String unsigned = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.US_ASCII));
        for (String forged : new String[] {
            "x", "a.b.c", parts[0] + "." + parts[1] + ".", unsigned + "." + parts[1] + ".", genuine + "x",
        }) {
            HttpResponse<String> answer = get("/v2/team/app/manifests/v1", bearer(forged));
            assertThat(answer.statusCode()).as(forged).isEqualTo(401);
            assertThat(challenge(answer)).contains("error=\"invalid_token\"");
        }
    }

    @Test
    void theCatalogShowsWhatTheCallerMayPull() throws IOException {
        String all = token("alice:secret", "registry:catalog:*");
        String some = token("bob:secret", "registry:catalog:*");

        assertThat(get("/v2/_catalog", bearer(all)).body()).contains("bob/app", "public/app", "team/app");
        assertThat(get("/v2/_catalog?n=2", bearer(some)).body())
                .isEqualTo("{\"repositories\":[\"bob/app\",\"public/app\"]}");
        assertThat(get("/v2/_catalog", bearer(token("", "registry:catalog:*"))).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aMountOpensNothingThatTheCallerMayNotRead() throws IOException {
        String token = token("bob:secret", "repository:bob/stolen:pull,push");
        Digest layer = Digest.sha256(TestImages.layer("only of team/app"));
        String path = "/v2/bob/stolen/blobs/uploads/?mount=" + layer;

        assertThat(send("POST", path + "&from=team/app", bearer(token)).statusCode())
                .isEqualTo(202);
        assertThat(send("POST", path, bearer(token)).statusCode()).isEqualTo(202);
        assertThat(get("/v2/bob/stolen/blobs/" + layer, bearer(token)).statusCode())
                .isEqualTo(404);
        Digest open = Digest.sha256(TestImages.layer("only of public/app"));
        assertThat(send("POST", "/v2/bob/stolen/blobs/uploads/?mount=" + open + "&from=public/app", bearer(token))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aChangedKeyEndsTheTokensOfTheOldOne() throws IOException {
        String before = token("alice:secret", PUSH);

        Files.writeString(directory.resolve("secret"), "another one");

        await().until(() -> get("/v2/", bearer(before)).statusCode() == 401);
        assertThat(get("/v2/", bearer(token("alice:secret", PUSH))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void theFormOfOAuth2IsAnswered() throws IOException {
        String form = "grant_type=password&username=alice&password=secret&service=berth-registry&client_id=c&scope=";
        HttpResponse<String> granted = post(form + PUSH.replace(":", "%3A"));
        assertThat(granted.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(granted.body()).path("scope").asText()).isEqualTo(PUSH);
        assertThat(post(form.replace("secret", "wrong")).statusCode()).isEqualTo(401);
        HttpResponse<String> other = post("grant_type=authorization_code&code=x");
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(other.body()).contains("unsupported_grant_type");
        assertThat(post("x".repeat(100_000)).statusCode()).isEqualTo(413);
    }

    private static void push(String repository, String token) {
        byte[] config = TestImages.config(repository);
        byte[] layer = TestImages.layer("only of " + repository);
        for (byte[] blob : new byte[][] {config, layer}) {
            String path = "/v2/" + repository + "/blobs/uploads/?digest=" + Digest.sha256(blob);
            require(201, send(request(path, bearer(token)).POST(HttpRequest.BodyPublishers.ofByteArray(blob))));
        }
        var manifest = TestImages.image(config, layer);
        require(
                201,
                send(request("/v2/" + repository + "/manifests/v1", bearer(token))
                        .header("Content-Type", manifest.mediaType())
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(manifest.bytes()))));
    }

    private static String token(String login, String scope) throws IOException {
        HttpResponse<String> answer = askForToken(login, scope);
        require(200, answer);
        return JSON.readTree(answer.body()).path("token").asText();
    }

    private static HttpResponse<String> askForToken(String login, String scope) {
        String query = "?service=berth-registry&scope=" + scope.replace(" ", "%20");
        return get("/v2/token" + query, login.isEmpty() ? "" : basic(login));
    }

    private static HttpResponse<String> post(String form) {
        return send(request("/v2/token", "")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private static HttpResponse<String> get(String path, String authorization) {
        return send("GET", path, authorization);
    }

    private static HttpResponse<String> send(String method, String path, String authorization) {
        return send(request(path, authorization).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private static HttpRequest.Builder request(String path, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(registry.address() + path));
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String challenge(HttpResponse<?> response) {
        assertThat(response.statusCode()).isEqualTo(401);
        return response.headers().firstValue("WWW-Authenticate").orElseThrow();
    }

    private static void require(int status, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    }

    private static String bearer(String token) {
        return "Bearer " + token;
    }

    private static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }
}
