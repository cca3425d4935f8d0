package dev.berth.e2e;

import dev.berth.e2e.cluster.ProgramImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// An S3-compatible service as a pod of a test's namespace, with one bucket. Goes with the namespace.
record ObjectServer(TestNamespace namespace) {

    private static final String BUCKET = "images";

    private static final String NAME = "objects";
    private static final int PORT = 7070;
    private static final String IMAGE = "berth.dev/versitygw:1";
    private static final String ACCESS_KEY = "berth-access";
    private static final String SECRET_KEY = "berth-secret-key";
    private static final String KEYS = "bucket-keys";
    private static boolean loaded;

    static ObjectServer start(TestNamespace namespace) {
        load(namespace.berth());
        var server = new ObjectServer(namespace);
        namespace.berth().kubectl().apply(server.service() + "---\n" + server.pod());
        server.putRightKeys();
        namespace
                .berth()
                .client()
                .pods()
                .inNamespace(namespace.name())
                .withName(NAME)
                .waitUntilReady(2, TimeUnit.MINUTES);
        return server;
    }

    /// A Registry's `spec` that keeps its images there.
    String spec(int replicas) {
        return "replicas: %d%nstorage:%n".formatted(replicas) + bucket().indent(2);
    }

    /// What a Registry's `storage` says beside the new one when its images were there.
    String asFormer() {
        return "migrateFrom:\n".indent(2) + bucket().indent(4);
    }

    private String bucket() {
        return """
                s3:
                  bucket: %s
                  endpoint: http://%s.%s.svc:%d
                  forcePathStyle: true
                  credentialsSecret:
                    name: %s
                """.formatted(BUCKET, NAME, namespace.name(), PORT, KEYS);
    }

    void putRightKeys() {
        putKeys(SECRET_KEY);
    }

    void putWrongKeys() {
        putKeys("revoked");
    }

    private void putKeys(String secretKey) {
        namespace.secret(KEYS, "Opaque", Map.of("AWS_ACCESS_KEY_ID", ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", secretKey));
    }

    private static synchronized void load(Berth berth) {
        if (loaded) {
            return;
        }
        try {
            var archive = Files.createTempFile("versitygw-", ".tar");
            berth.cluster().loadImage(ProgramImage.write(archive, IMAGE, "versitygw"));
            Files.delete(archive);
            loaded = true;
        } catch (IOException e) {
            throw new UncheckedIOException("could not write the image of versitygw", e);
        }
    }

    private String service() {
        return """
                apiVersion: v1
                kind: Service
                metadata:
                  name: %1$s
                  namespace: %2$s
                spec:
                  selector: {app: %1$s}
                  ports:
                    - port: %3$d
                """.formatted(NAME, namespace.name(), PORT);
    }

    // To it, a folder is a bucket: mounting a volume there makes one.
    private String pod() {
        return """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %1$s
                  namespace: %2$s
                  labels: {app: %1$s}
                spec:
                  automountServiceAccountToken: false
                  terminationGracePeriodSeconds: 1
                  securityContext: {runAsNonRoot: true, fsGroup: 65535, seccompProfile: {type: RuntimeDefault}}
                  containers:
                    - name: versitygw
                      image: %3$s
                      imagePullPolicy: IfNotPresent
                      args: [--port, ":%4$d", --quiet, --keep-alive, posix, /data]
                      env:
                        - {name: ROOT_ACCESS_KEY, value: %5$s}
                        - {name: ROOT_SECRET_KEY, value: %6$s}
                      readinessProbe: {periodSeconds: 1, tcpSocket: {port: %4$d}}
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                      volumeMounts:
                        - {name: data, mountPath: /data}
                        - {name: bucket, mountPath: /data/%7$s}
                  volumes:
                    - {name: data, emptyDir: {}}
                    - {name: bucket, emptyDir: {}}
                """.formatted(NAME, namespace.name(), IMAGE, PORT, ACCESS_KEY, SECRET_KEY, BUCKET);
    }
}
