package dev.berth.registry.storage.s3.bucket;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.utils.AttributeMap;

/// The SDK's clients, made from one set of settings.
final class Clients implements AutoCloseable {
    private static final int ATTEMPTS = 5;
    private static final int LONG_ATTEMPTS = 3;
    private static final int SPARE_CONNECTIONS = 112;
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMinutes(15);

    private final S3Config config;
    private final ServerClock clock;
    private final AwsCredentialsProvider credentials;
    private final SdkHttpClient http;
    private final SdkHttpClient patientHttp;

    /// Tries again what fails.
    final S3Client usual;

    /// Tries nothing twice that may have taken effect: a second attempt could not tell. What was refused for its date,
    /// or for another request under way, has not.
    final S3Client once;

    /// For steps the service may take long for without a word.
    final S3Client patient;

    Clients(S3Config config, Clock clock) {
        this.config = config;
        this.clock = new ServerClock(clock);
        this.credentials = credentials(config.access());
        this.http = http(config.limits().patience());
        this.patientHttp = http(LONG);
        this.usual = client(http, wheneverItMayHelp(ATTEMPTS), config.limits().patience());
        this.once = client(http, whereNothingWasDone(), config.limits().patience());
        this.patient = client(patientHttp, wheneverItMayHelp(LONG_ATTEMPTS), LONG);
    }

    private static RetryStrategy wheneverItMayHelp(int attempts) {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(attempts)
                .retryOnException(Failures::isConflict)
                .build();
    }

    private static RetryStrategy whereNothingWasDone() {
        return StandardRetryStrategy.builder()
                .maxAttempts(ATTEMPTS)
                .retryOnException(e -> Failures.isSkew(e) || Failures.isConflict(e))
                .backoffStrategy(BackoffStrategy.exponentialDelay(SHORT, SHORT.multipliedBy(20)))
                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                .treatAsThrottling(_ -> false)
                .build();
    }

    ServerClock clock() {
        return clock;
    }

    /// Signs for the address that clients reach the bucket at.
    S3Presigner presigner() {
        var builder = S3Presigner.builder()
                .region(Region.of(config.place().region()))
                .credentialsProvider(credentials)
                .dualstackEnabled(config.place().dualStack())
                .fipsEnabled(config.place().fips())
                .serviceConfiguration(addressing());
        config.redirectEndpoint()
                .or(() -> config.place().endpoint())
                .map(URI::create)
                .ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private S3Client client(SdkHttpClient http, RetryStrategy retries, Duration patience) {
        var place = config.place();
        var builder = S3Client.builder()
                .httpClient(http)
                .region(Region.of(place.region()))
                .credentialsProvider(credentials)
                .dualstackEnabled(place.dualStack())
                .fipsEnabled(place.fips())
                .serviceConfiguration(addressing())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(each -> {
                    each.retryStrategy(retries)
                            .apiCallAttemptTimeout(patience.multipliedBy(4))
                            .addExecutionInterceptor(clock);
                    config.access()
                            .agent()
                            .ifPresent(
                                    agent -> each.putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, agent));
                });
        place.endpoint().map(URI::create).ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private S3Configuration addressing() {
        return S3Configuration.builder()
                .pathStyleAccessEnabled(config.place().pathStyle())
                .accelerateModeEnabled(config.place().accelerate())
                // else some services keep the encoding of the transfer with the object, and tell it to readers
                .chunkedEncodingEnabled(false)
                .build();
    }

    private SdkHttpClient http(Duration patience) {
        var builder = Apache5HttpClient.builder()
                .maxConnections(config.limits().inFlight() + SPARE_CONNECTIONS)
                .connectionTimeout(Duration.ofSeconds(5))
                .connectionAcquisitionTimeout(config.limits().patience())
                .socketTimeout(patience);
        config.access()
                .authorities()
                .map(TrustedAuthorities::of)
                .ifPresent(trusted -> builder.tlsTrustManagersProvider(() -> trusted));
        return builder.buildWithDefaults(AttributeMap.builder()
                .put(
                        SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES,
                        config.access().trustsAnyone())
                .build());
    }

    private static AwsCredentialsProvider credentials(S3Config.Access access) {
        if (access.keys().isPresent()) {
            var keys = access.keys().get();
            return StaticCredentialsProvider.create(
                    keys.session().isPresent()
                            ? AwsSessionCredentials.create(
                                    keys.access(), keys.secret(), keys.session().get())
                            : AwsBasicCredentials.create(keys.access(), keys.secret()));
        }
        return access.files()
                .<AwsCredentialsProvider>map(KeyFileCredentials::new)
                .orElseGet(SurroundingCredentials::new);
    }

    @Override
    public void close() {
        usual.close();
        once.close();
        patient.close();
        http.close();
        patientHttp.close();
    }
}
