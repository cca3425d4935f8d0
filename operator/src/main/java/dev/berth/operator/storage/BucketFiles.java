package dev.berth.operator.storage;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.api.v1alpha1.S3Storage;
import dev.berth.api.v1alpha1.S3Storage.CertificateAuthorities;
import dev.berth.api.v1alpha1.S3Storage.KeyReference;
import dev.berth.api.v1alpha1.SecretReference;
import dev.berth.operator.owned.SecretReader;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.Problem;
import dev.berth.operator.plan.RegistryPlan;
import dev.berth.operator.plan.Server;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the server needs besides its configuration to reach its bucket: keys and authorities, by the names of their
/// files.
public record BucketFiles(
        Map<String, String> files, @Nullable Problem problem) {
    private static final String IN_FORCE = ". What the pods have stays in force";

    public static BucketFiles resolve(RegistryPlan plan, SecretReader secrets, Context<Registry> context) {
        S3Storage bucket = plan.bucket();
        if (bucket == null) {
            return new BucketFiles(Map.of(), null);
        }
        BucketFiles keys = keys(bucket.credentialsSecret(), secrets);
        BucketFiles authorities = authorities(bucket.certificateAuthorities(), plan, secrets, context);
        Map<String, String> all = new TreeMap<>(keys.files);
        all.putAll(authorities.files);
        return new BucketFiles(all, keys.problem == null ? authorities.problem : keys.problem);
    }

    private static BucketFiles keys(@Nullable SecretReference reference, SecretReader secrets) {
        if (reference == null) {
            return new BucketFiles(Map.of(), null);
        }
        Secret secret = secrets.referenced(reference.name()).orElse(null);
        if (secret == null) {
            return problem(
                    "SecretNotFound",
                    "Secret " + reference.name()
                            + " of spec.storage.s3.credentialsSecret does not exist; create it with"
                            + " the keys accesskey and secretkey");
        }
        return BucketKeys.of(secret)
                .map(files -> new BucketFiles(files, null))
                .orElseGet(() -> problem(
                        "SecretIncomplete",
                        "Secret " + reference.name() + " of spec.storage.s3.credentialsSecret has no complete pair of"
                                + " keys; accepted are " + BucketKeys.accepted()));
    }

    private static BucketFiles authorities(
            @Nullable CertificateAuthorities wanted,
            RegistryPlan plan,
            SecretReader secrets,
            Context<Registry> context) {
        if (wanted == null) {
            return new BucketFiles(Map.of(), null);
        }
        KeyReference map = wanted.configMapRef();
        if (map != null) {
            ConfigMap found = context.getClient()
                    .configMaps()
                    .inNamespace(plan.names().namespace())
                    .withName(map.name())
                    .get();
            return file(
                    "ConfigMap " + map.name() + " of spec.storage.s3.certificateAuthorities",
                    map.key(),
                    text(found, map));
        }
        KeyReference secret = wanted.secretRef();
        return secret == null
                ? new BucketFiles(Map.of(), null)
                : file(
                        "Secret " + secret.name() + " of spec.storage.s3.certificateAuthorities",
                        secret.key(),
                        SecretReader.text(secrets.referenced(secret.name()).orElse(null), secret.key()));
    }

    private static @Nullable String text(@Nullable ConfigMap map, KeyReference reference) {
        return map == null || map.getData() == null ? null : map.getData().get(reference.key());
    }

    private static BucketFiles file(String what, String key, @Nullable String text) {
        if (text == null) {
            return problem("AuthoritiesNotFound", what + " does not exist or has no key " + key + "; create it");
        }
        return isPem(text)
                ? new BucketFiles(Map.of(Server.AUTHORITY_KEY, text), null)
                : problem(
                        "AuthoritiesInvalid",
                        "key " + key + " of " + what + " holds no certificates; write them as PEM");
    }

    private static boolean isPem(String text) {
        try {
            return !CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))
                    .isEmpty();
        } catch (CertificateException _) {
            return false;
        }
    }

    private static BucketFiles problem(String reason, String message) {
        return new BucketFiles(Map.of(), new Problem(Aspect.STORAGE, reason, message + IN_FORCE));
    }

    @Override
    public String toString() {
        return "BucketFiles" + files.keySet();
    }
}
