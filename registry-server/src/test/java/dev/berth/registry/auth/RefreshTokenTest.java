package dev.berth.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.registry.RunningRegistry;
import dev.berth.registry.auth.htpasswd.Bcrypt;
import dev.berth.registry.configuration.Configuration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `docker login` keeps in place of a password.
class RefreshTokenTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SHARED = "http: {addr: '127.0.0.1:0', secret: shared}";
    private static final String PULL = "repository:a:pull";

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private RunningRegistry registry;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(
                folder.resolve("htpasswd"), "alice:" + Bcrypt.hash("secret") + "\nbob:" + Bcrypt.hash("secret") + "\n");
        registry = registry(SHARED);
    }

    @AfterEach
    void stop() {
        client.close();
        registry.close();
    }

    @Test
    void standsForThePasswordAlsoAfterARestart() throws Exception {
        String first = refreshToken(login("alice", "&offline_token=true"));
        String second = refreshToken(
                post("grant_type=password&username=alice&password=secret&access_type=offline&scope=" + PULL));
        registry.close();
        registry = registry(SHARED);

        for (String refresh : new String[] {first, second}) {
            HttpResponse<String> answer = refresh(refresh);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer).path("scope").asText()).isEqualTo(PULL);
            assertThat(json(answer).has("refresh_token")).isFalse();
            assertThat(get("/v2/", "Bearer " + json(answer).path("access_token").asText())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void opensNothingByItself() throws Exception {
        String refresh = refreshToken(login("alice", "&offline_token=true"));
        String access = json(login("alice", "")).path("token").asText();

        assertThat(get("/v2/", "Bearer " + refresh).statusCode()).isEqualTo(401);
        assertThat(refresh(access).statusCode()).isEqualTo(401);
        assertThat(refresh("x").statusCode()).isEqualTo(401);
        assertThat(refresh("").statusCode()).isEqualTo(401);
    }

    @Test
    void diesWithThePasswordItWasMadeFor() throws Exception {
        String alice = refreshToken(login("alice", "&offline_token=true"));
        String bob = refreshToken(login("bob", "&offline_token=true"));
        String bobs = Files.readString(folder.resolve("htpasswd"))
                .lines()
                .filter(line -> line.startsWith("bob"))
                .findFirst()
                .orElseThrow();

        Files.writeString(folder.resolve("htpasswd"), "alice:" + Bcrypt.hash("changed") + "\n" + bobs + "\n");

        await().until(() -> refresh(alice).statusCode() == 401);
        assertThat(refresh(bob).statusCode()).isEqualTo(200);
    }

    @Test
    void isNotGivenUnaskedNorByARegistryThatWouldForgetItNorToNobody() throws Exception {
        assertThat(json(login("alice", "")).has("refresh_token")).isFalse();
        assertThat(json(get("/v2/token?offline_token=true&scope=" + PULL, "")).has("refresh_token"))
                .isFalse();

        registry.close();
        registry = registry("http: {addr: '127.0.0.1:0'}");

        assertThat(json(login("alice", "&offline_token=true")).has("refresh_token"))
                .isFalse();
    }

    private RunningRegistry registry(String http) {
        return RunningRegistry.start(Configuration.of(
                """
                version: 0.1
                log: {level: error, accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: '%s'}}
                %s
                auth: {htpasswd: {realm: r, path: '%s'}}
                berth: {access: {anonymous: pull}}
                """.formatted(folder.resolve("data"), http, folder.resolve("htpasswd")), "test", Map.of()));
    }

    private HttpResponse<String> login(String user, String more) {
        String login = Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
        return get("/v2/token?service=berth-registry&scope=" + PULL + more, "Basic " + login);
    }

    private HttpResponse<String> refresh(String token) {
        return post("grant_type=refresh_token&service=berth-registry&client_id=c&scope=" + PULL + "&refresh_token="
                + token);
    }

    private static String refreshToken(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).path("refresh_token").asText()).isNotEmpty();
        return json(answer).path("refresh_token").asText();
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> get(String path, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(registry.address() + path));
        return send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
    }

    private HttpResponse<String> post(String form) {
        return send(HttpRequest.newBuilder(URI.create(registry.address() + "/v2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
