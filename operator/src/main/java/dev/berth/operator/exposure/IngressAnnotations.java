package dev.berth.operator.exposure;

import dev.berth.operator.plan.RegistryPlan;
import java.util.HashMap;
import java.util.Map;

/// What ingress controllers need to be told so that layers of any size pass, under the annotations each of them
/// reads. The user's annotations win.
final class IngressAnnotations {
    private static final String NGINX = "nginx.ingress.kubernetes.io/";

    private IngressAnnotations() {}

    static Map<String, String> of(RegistryPlan plan) {
        Map<String, String> annotations = new HashMap<>();
        annotations.put(NGINX + "proxy-body-size", "0");
        annotations.put(NGINX + "proxy-request-buffering", "off");
        annotations.put(NGINX + "proxy-buffering", "off");
        annotations.put(NGINX + "proxy-read-timeout", "900");
        annotations.put(NGINX + "proxy-send-timeout", "900");
        annotations.put("haproxy.org/timeout-server", "900s");
        // Contour: Envoy would otherwise end every answer that takes more than 15 seconds.
        annotations.put("projectcontour.io/response-timeout", "infinity");
        if (plan.tls()) {
            annotations.put(NGINX + "backend-protocol", "HTTPS");
            annotations.put("haproxy.org/server-ssl", "true");
        }
        if (plan.ingressCertificate() != null) {
            annotations.put("ingress.kubernetes.io/force-ssl-redirect", "true");
        }
        if (plan.ingress() != null && plan.ingress().annotations() != null) {
            annotations.putAll(plan.ingress().annotations());
        }
        return annotations;
    }
}
