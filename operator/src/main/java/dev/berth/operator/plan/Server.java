package dev.berth.operator.plan;

/// Where things are inside the server's container; the server's image and the rendered configuration agree on them.
public final class Server {
    public static final int REGISTRY_PORT = 5000;
    public static final int METRICS_PORT = 5001;
    public static final String REGISTRY_PORT_NAME = "registry";
    public static final String METRICS_PORT_NAME = "metrics";
    public static final String DATA = "/var/lib/registry";
    public static final String CONFIG = "/etc/berth/config";
    public static final String CONFIG_KEY = "config.yml";
    public static final String AUTH = "/etc/berth/auth";
    public static final String HTPASSWD_KEY = "htpasswd";
    public static final String BUCKET = "/etc/berth/s3";

    /// The files there with the keys of the bucket.
    public static final String ACCESS_KEY = "accesskey";

    public static final String SECRET_KEY = "secretkey";
    public static final String SESSION_TOKEN = "sessiontoken";
    /// Before the names of the files there that belong to a bucket that is left.
    public static final String FORMER = "former-";

    /// The volume that is left.
    public static final String FORMER_DATA = "/var/lib/registry-former";

    public static final String SPOOL = "/var/spool/berth";
    public static final String TLS = "/etc/berth/tls";
    public static final String CERTIFICATE_KEY = "tls.crt";
    public static final String PRIVATE_KEY_KEY = "tls.key";
    public static final String AUTHORITY_KEY = "ca.crt";
    public static final String MAINTENANCE = "/etc/berth/maintenance";
    public static final String TOKEN_KEY = "token";
    public static final String SIGNING_KEY = "signing-key";

    /// How long a pod that is to stop still takes connections, until every node knows that it is no longer to be asked.
    public static final int LEAVE_SECONDS = 10;

    /// How long the server goes on serving open transfers after it was told to stop.
    public static final int DRAIN_SECONDS = 60;

    private Server() {}
}
