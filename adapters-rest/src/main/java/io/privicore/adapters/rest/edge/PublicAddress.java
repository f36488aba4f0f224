package io.privicore.adapters.rest.edge;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where clients and devices reach this platform: as configured, or else where the request came in. */
@Singleton
public final class PublicAddress {

    private final Optional<URI> configured;

    PublicAddress(@ConfigProperty(name = "privicore.public-url") Optional<URI> configured) {
        this.configured = configured;
    }

    public Base of(RoutingContext http) {
        return configured.map(PublicAddress::base).orElseGet(() -> fromRequest(http));
    }

    private static Base fromRequest(RoutingContext http) {
        var request = http.request();
        var authority = request.authority();
        var scheme = request.isSSL() ? "https" : String.valueOf(request.scheme());
        if (authority == null) {
            return new Base(scheme + "://localhost", request.localAddress().port());
        }
        return new Base(scheme + "://" + authority.host(), port(scheme, authority.port()));
    }

    private static Base base(URI uri) {
        return new Base(uri.getScheme() + "://" + uri.getHost(), port(uri.getScheme(), uri.getPort()));
    }

    private static int port(String scheme, int port) {
        return port > 0 ? port : scheme.equals("https") ? 443 : 80;
    }

    /** @param host with its scheme, such as {@code https://tokens.example.com} */
    public record Base(String host, int port) {

        /** The same without a port that goes without saying, as issuers are written. */
        public String origin() {
            return port == (host.startsWith("https:") ? 443 : 80) ? host : url();
        }

        public String url() {
            return host + ":" + port;
        }
    }
}
