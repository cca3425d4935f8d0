package dev.berth.registry;

import dev.berth.registry.auth.AccessConfig;
import dev.berth.registry.auth.rules.Rules;
import dev.berth.registry.catalog.CatalogConfig;
import dev.berth.registry.gc.CollectionConfig;
import dev.berth.registry.health.HealthConfig;
import dev.berth.registry.http.LocationConfig;
import dev.berth.registry.limits.FreeSpaceMark;
import dev.berth.registry.limits.RequestRate;
import dev.berth.registry.maintenance.MaintenanceConfig;
import dev.berth.registry.maintenance.UploadPurgeConfig;
import dev.berth.registry.manifests.CompletenessConfig;
import dev.berth.registry.metrics.AccessLogConfig;
import dev.berth.registry.netty.PathPrefixConfig;
import dev.berth.registry.netty.ResponseHeadersConfig;
import dev.berth.registry.netty.ServerSettings;
import dev.berth.registry.notifications.NotificationsConfig;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.quotas.Quotas;
import dev.berth.registry.quotas.QuotasConfig;
import dev.berth.registry.retention.RetentionConfig;
import dev.berth.registry.scrub.ScrubConfig;
import dev.berth.registry.storage.DeletionConfig;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.migration.MigrationConfig;
import dev.berth.registry.storage.s3.bucket.S3Config;
import dev.berth.registry.tags.ImmutableTags;
import dev.berth.registry.tags.TagsConfig;
import dev.berth.registry.tracing.TracingConfig;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A registry on a free port with a temporary directory, and a client that speaks to it.
/// Register it in a static field; one server serves all tests of the class.
public final class TestRegistry implements BeforeAllCallback, AfterAllCallback {
    private final Map<Class<?>, Object> beans = new LinkedHashMap<>();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private Path root;
    private TestStorage storage;
    private List<AutoCloseable> running = List.of();
    private URI base = URI.create("http://localhost");

    public TestRegistry() {
        this(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /// One that keeps its data in a folder on another disk.
    public TestRegistry(Path parent) {
        root = parent;
        storage = new TestStorage(parent, Optional.empty());
        with(DeletionConfig.class, new DeletionConfig(true));
        with(CatalogConfig.class, CatalogConfig.defaults());
        with(TagsConfig.class, TagsConfig.defaults());
        with(CompletenessConfig.class, CompletenessConfig.everything());
        with(LocationConfig.class, LocationConfig.defaults());
        with(FreeSpaceMark.class, FreeSpaceMark.none());
        with(RequestRate.class, RequestRate.unlimited());
        with(PathPrefixConfig.class, new PathPrefixConfig(""));
        with(ResponseHeadersConfig.class, new ResponseHeadersConfig(Map.of()));
        with(Clock.class, Clock.systemUTC());
        with(AccessConfig.class, AccessConfig.openToAll());
        with(Rules.class, Rules.everythingForUsers());
        with(AccessLogConfig.class, new AccessLogConfig(true));
        with(HealthConfig.class, new HealthConfig(Optional.empty(), Optional.empty(), false, Duration.ofSeconds(10)));
        with(NotificationsConfig.class, NotificationsConfig.none());
        with(CollectionConfig.class, CollectionConfig.defaults());
        with(QuotasConfig.class, QuotasConfig.none());
        with(TracingConfig.class, TracingConfig.off());
        with(MigrationConfig.class, MigrationConfig.none());
        with(RetentionConfig.class, RetentionConfig.none());
        with(ImmutableTags.class, ImmutableTags.none());
        with(MaintenanceConfig.class, new MaintenanceConfig(Optional.empty()));
        with(ScrubConfig.class, ScrubConfig.off());
        with(UploadPurgeConfig.class, new UploadPurgeConfig(false, Duration.ZERO, Duration.ofHours(1), true));
    }

    /// Puts a bean in place of the usual one.
    public <T> TestRegistry with(Class<T> type, T bean) {
        beans.put(type, bean);
        return this;
    }

    /// Opens the maintenance API to who knows the word `token`, which is kept in a file of the folder.
    public TestRegistry withMaintenanceToken(Path folder) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "token");
        return with(MaintenanceConfig.class, new MaintenanceConfig(Optional.of(token)));
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        storage = TestStorage.in(root);
        root = storage.root();
        if (storage.bucket().isPresent()) {
            with(S3Config.class, storage.bucket().get());
        } else {
            with(FilesystemConfig.class, new FilesystemConfig(root));
        }
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        stop();
        if (Files.notExists(root)) {
            // A service took the empty folder away.
            return;
        }
        try (var files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder()).forEach(TestRegistry::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void restart() throws Exception {
        stop();
        start();
    }

    private void start() {
        var properties = new LinkedHashMap<>(ServerSettings.properties());
        properties.put("micronaut.server.port", -1);
        properties.put("micronaut.server.host", "127.0.0.1");
        var context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .banner(false)
                .properties(properties)
                .build();
        beans.forEach((type, bean) -> register(context, type, bean));
        context.start();
        var server = context.getBean(EmbeddedServer.class).start();
        base = URI.create("http://127.0.0.1:" + server.getPort());
        running = List.of(server, context);
    }

    private static <T> void register(ApplicationContext context, Class<T> type, Object bean) {
        context.registerSingleton(type, type.cast(bean));
    }

    private void stop() throws Exception {
        for (var each : running) {
            each.close();
        }
        running = List.of();
    }

    public Path root() {
        return root;
    }

    /// The same storage, opened beside the server.
    public Storage storage() {
        return storage.open();
    }

    public int port() {
        return base.getPort();
    }

    /// Whether what quotas count was counted once.
    public boolean isCounted() {
        return running.stream()
                .filter(ApplicationContext.class::isInstance)
                .map(ApplicationContext.class::cast)
                .allMatch(context -> !context.getBean(Quotas.class).uses().isEmpty());
    }

    /// A header is given as `Name: value`.
    public HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) {
        var request = HttpRequest.newBuilder(uri(path)).method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        for (var header : headers) {
            var parts = header.split(": ", 2);
            request.header(parts[0], parts[1]);
        }
        return send(request.build());
    }

    public HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Takes a path, or the whole address that a `Location` header gives.
    public URI uri(String path) {
        return path.startsWith("http") ? URI.create(path) : URI.create(base + path);
    }

    public HttpResponse<byte[]> get(String path, String... headers) {
        return send("GET", path, new byte[0], headers);
    }

    public HttpResponse<byte[]> head(String path, String... headers) {
        return send("HEAD", path, new byte[0], headers);
    }

    public HttpResponse<byte[]> delete(String path, String... headers) {
        return send("DELETE", path, new byte[0], headers);
    }

    public HttpResponse<byte[]> post(String path, String... headers) {
        return send("POST", path, new byte[0], headers);
    }

    public HttpResponse<byte[]> put(String path, byte[] body, String... headers) {
        return send("PUT", path, body, headers);
    }

    /// Starts an upload and returns where it goes on.
    public String startUpload(String repository) {
        return location(post("/v2/" + repository + "/blobs/uploads/"));
    }

    public static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").orElseThrow();
    }

    /// The first value of a header, or empty text.
    public static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    public static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /// Pushes a blob the way most clients do, and fails unless it is taken.
    public Digest pushBlob(String repository, byte[] content) {
        var digest = Digest.sha256(content);
        requireStatus(put(startUpload(repository) + "?digest=" + digest, content), 201);
        return digest;
    }

    /// Pushes a manifest, and fails unless it is taken.
    public Digest pushManifest(String repository, String reference, TestImages.Document manifest) {
        requireStatus(putManifest(repository, reference, manifest), 201);
        return manifest.digest();
    }

    public HttpResponse<byte[]> putManifest(String repository, String reference, TestImages.Document manifest) {
        return put(
                "/v2/" + repository + "/manifests/" + reference,
                manifest.bytes(),
                "Content-Type: " + manifest.mediaType());
    }

    /// Pushes an image with its config and one layer, and returns its manifest.
    public TestImages.Document pushImage(String repository, String reference, String seed) {
        var config = TestImages.config(seed);
        var layer = TestImages.layer(seed);
        pushBlob(repository, config);
        pushBlob(repository, layer);
        var manifest = TestImages.image(config, layer);
        pushManifest(repository, reference, manifest);
        return manifest;
    }

    private static void requireStatus(HttpResponse<byte[]> response, int status) {
        if (response.statusCode() != status) {
            throw new AssertionError("expected " + status + " but got " + response.statusCode() + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
    }
}
