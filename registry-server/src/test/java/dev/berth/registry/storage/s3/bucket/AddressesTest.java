package dev.berth.registry.storage.s3.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.configuration.ConfigurationNode;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which address of AWS the settings lead to, seen in the links that downloads are sent to.
class AddressesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            region: eu-west-1                                             | images.s3.eu-west-1.amazonaws.com
            region: eu-west-1, forcepathstyle: true                       | s3.eu-west-1.amazonaws.com
            region: eu-west-1, usedualstack: true                         | images.s3.dualstack.eu-west-1.amazonaws.com
            region: us-east-2, usefipsendpoint: true                      | images.s3-fips.us-east-2.amazonaws.com
            region: us-east-2, usefipsendpoint: true, usedualstack: true  | images.s3-fips.dualstack.us-east-2.amazonaws.com
            region: eu-west-1, accelerate: true                           | images.s3-accelerate.amazonaws.com
            region: eu-west-1, accelerate: true, usedualstack: true       | images.s3-accelerate.dualstack.amazonaws.com
            region: cn-north-1                                            | images.s3.cn-north-1.amazonaws.com.cn
            """)
    void hostOfAws(String settings, String host) {
        assertThat(host(settings)).isEqualTo(host);
    }

    private static String host(String settings) {
        var root = ConfigurationNode.parse(
                "storage: {s3: {bucket: images, accesskey: a, secretkey: b, " + settings + "}}");
        try (var bucket = new Bucket(S3Config.from(root), Clock.systemUTC())) {
            return bucket.presign("blobs/x", Duration.ofMinutes(1)).getHost();
        }
    }
}
