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

/// What the server needs besides its configuration to reach its bucket, and the one it leaves: keys and authorities, by
/// the names of their files.
public record BucketFiles(
        Map<String, String> files, @Nullable Problem problem) {
    private static final String IN_FORCE = ". What the pods have stays in force";

    private static final BucketFiles NONE = new BucketFiles(Map.of(), null);

    public static BucketFiles resolve(RegistryPlan plan, SecretReader secrets, Context<Registry> context) {
        BucketFiles own = new Source("spec.storage.s3", plan, secrets, context).files(plan.bucket());
        BucketFiles former =
                new Source("spec.storage.migrateFrom.s3", plan, secrets, context).files(plan.formerBucket());
        Map<String, String> named = new TreeMap<>();
        former.files.forEach((name, text) -> named.put(Server.FORMER + name, text));
        return own.and(new BucketFiles(named, former.problem));
    }

    private BucketFiles and(BucketFiles more) {
        Map<String, String> all = new TreeMap<>(files);
        all.putAll(more.files);
        return new BucketFiles(all, problem == null ? more.problem : problem);
    }

    /// Where the files of one bucket come from.
    private record Source(String field, RegistryPlan plan, SecretReader secrets, Context<Registry> context) {
        BucketFiles files(@Nullable S3Storage bucket) {
            return bucket == null
                    ? NONE
                    : keys(bucket.credentialsSecret()).and(authorities(bucket.certificateAuthorities()));
        }

        private BucketFiles keys(@Nullable SecretReference reference) {
            if (reference == null) {
                return NONE;
            }
            Secret secret = secrets.referenced(reference.name()).orElse(null);
            if (secret == null) {
                return problem(
                        "SecretNotFound",
                        "Secret " + reference.name() + " of " + field + ".credentialsSecret does not exist; create it"
                                + " with the keys accesskey and secretkey");
            }
            return BucketKeys.of(secret)
                    .map(files -> new BucketFiles(files, null))
                    .orElseGet(() -> problem(
                            "SecretIncomplete",
                            "Secret " + reference.name() + " of " + field + ".credentialsSecret has no complete pair"
                                    + " of keys; accepted are " + BucketKeys.accepted()));
        }

        private BucketFiles authorities(@Nullable CertificateAuthorities wanted) {
            if (wanted == null) {
                return NONE;
            }
            String of = " of " + field + ".certificateAuthorities";
            KeyReference map = wanted.configMapRef();
            if (map != null) {
                ConfigMap found = context.getClient()
                        .configMaps()
                        .inNamespace(plan.names().namespace())
                        .withName(map.name())
                        .get();
                return file("ConfigMap " + map.name() + of, map.key(), text(found, map));
            }
            KeyReference secret = wanted.secretRef();
            return secret == null
                    ? NONE
                    : file(
                            "Secret " + secret.name() + of,
                            secret.key(),
                            SecretReader.text(secrets.referenced(secret.name()).orElse(null), secret.key()));
        }
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
