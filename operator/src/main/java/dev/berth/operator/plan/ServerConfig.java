package dev.berth.operator.plan;

import dev.berth.api.v1alpha1.AuthSpec;
import dev.berth.api.v1alpha1.RegistrySpec;
import dev.berth.api.v1alpha1.TlsSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// The server's configuration file, always the same text for the same plan, since another text is another pod. Users,
/// certificates and tokens are files it names, so their change does not change
/// it.
public record ServerConfig(String yaml) {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    static ServerConfig render(RegistrySpec spec) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("version", "0.1");
        root.put("log", ordered("level", "info", "formatter", "json"));
        root.put("storage", StorageSettings.of(spec));
        root.put("http", http(spec.tls().mode() != TlsSpec.Mode.DISABLED));
        root.put(
                "auth",
                Map.of("htpasswd", ordered("realm", "Registry", "path", Server.AUTH + "/" + Server.HTPASSWD_KEY)));
        root.put("berth", berth(spec));
        return new ServerConfig(YAML.asYaml(root));
    }

    private static Map<String, Object> http(boolean tls) {
        Map<String, Object> http = new LinkedHashMap<>();
        http.put("addr", ":" + Server.REGISTRY_PORT);
        http.put("relativeurls", true);
        http.put("draintimeout", Server.DRAIN_SECONDS + "s");
        if (tls) {
            http.put(
                    "tls",
                    ordered(
                            "certificate", Server.TLS + "/" + Server.CERTIFICATE_KEY,
                            "key", Server.TLS + "/" + Server.PRIVATE_KEY_KEY));
        }
        http.put("debug", ordered("addr", ":" + Server.METRICS_PORT, "prometheus", Map.of("enabled", true)));
        return http;
    }

    /// No `access` at all unless it is asked for: its presence makes clients use tokens.
    private static Map<String, Object> berth(RegistrySpec spec) {
        Map<String, Object> berth = new LinkedHashMap<>();
        berth.put("maintenance", Map.of("tokenfile", Server.MAINTENANCE + "/" + Server.TOKEN_KEY));
        if (spec.auth().anonymous() == AuthSpec.Anonymous.PULL) {
            berth.put(
                    "access",
                    ordered("anonymous", "pull", "secretfile", Server.MAINTENANCE + "/" + Server.SIGNING_KEY));
        }
        berth.putAll(StorageSettings.shared(spec));
        berth.putAll(ContentSettings.of(spec));
        return berth;
    }

    private static Map<String, Object> ordered(String first, Object firstValue, String second, Object secondValue) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, firstValue);
        map.put(second, secondValue);
        return map;
    }

    /// Changes when the file changes: the pods carry it, so that they are replaced.
    public String checksum() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(yaml.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
