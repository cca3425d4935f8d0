package dev.berth.operator.tls;

import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.Service;
import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;

/// The names and addresses a server's certificate is good for.
record AlternativeNames(Set<String> hosts, Set<String> addresses) {
    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    /// Every name under which the plan publishes the registry, the Service's addresses once it has some, and this
    /// machine, so that a forwarded port works.
    static AlternativeNames of(RegistryPlan plan, @Nullable Service service) {
        String base = plan.names().base();
        Set<String> hosts = new TreeSet<>(List.of(
                base,
                base + "." + plan.names().namespace(),
                plan.names().serviceHost(),
                plan.names().serviceHost() + ".cluster.local",
                "localhost"));
        if (plan.ingress() != null) {
            hosts.add(plan.ingressHost());
        }
        Set<String> addresses = new TreeSet<>(List.of(plain("127.0.0.1"), plain("::1")));
        if (service != null && service.getSpec().getClusterIPs() != null) {
            service.getSpec().getClusterIPs().stream()
                    .filter(address -> !address.equals("None"))
                    .map(AlternativeNames::plain)
                    .forEach(addresses::add);
        }
        return new AlternativeNames(hosts, addresses);
    }

    static AlternativeNames of(X509Certificate certificate) throws CertificateParsingException {
        Set<String> hosts = new TreeSet<>();
        Set<String> addresses = new TreeSet<>();
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        for (List<?> name : names == null ? List.<List<?>>of() : names) {
            int kind = (Integer) name.get(0);
            if (kind == DNS) {
                hosts.add(String.valueOf(name.get(1)));
            } else if (kind == ADDRESS) {
                addresses.add(plain(String.valueOf(name.get(1))));
            }
        }
        return new AlternativeNames(hosts, addresses);
    }

    GeneralName[] general() {
        return Stream.concat(
                        hosts.stream().map(host -> new GeneralName(GeneralName.dNSName, host)),
                        addresses.stream().map(address -> new GeneralName(GeneralName.iPAddress, address)))
                .toArray(GeneralName[]::new);
    }

    private static String plain(String address) {
        return InetAddress.ofLiteral(address).getHostAddress();
    }
}
